import { outcomeSubcommand } from './outcome.ts';

export const accepted = outcomeSubcommand(
  'accepted',
  'accept',
  'record that someone accepted your invitation',
);
