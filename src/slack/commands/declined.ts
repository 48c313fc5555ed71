import { outcomeSubcommand } from './outcome.ts';

export const declined = outcomeSubcommand(
  'declined',
  'decline',
  'record that someone declined your invitation',
);
