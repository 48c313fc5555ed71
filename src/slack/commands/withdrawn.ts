import { outcomeSubcommand } from './outcome.ts';

export const withdrawn = outcomeSubcommand('withdrawn', 'withdraw', 'record that you withdrew an invitation');
