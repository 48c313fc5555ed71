import { outcomeSubcommand } from './outcome.ts';

export const ignored = outcomeSubcommand('ignored', 'ignore', 'record that someone ignored your invitation');
