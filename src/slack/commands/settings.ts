import { openSettings } from '../modals/settings-menu.ts';
import { subcommand } from './subcommand.ts';

export const settings = subcommand({
  name: 'settings',
  aliases: ['setup'],
  summary: 'change your settings; managers: those of the team',
  usage: ['settings'],
  examples: ['settings'],
  args: {},
  run: ({ call, ledger }) => openSettings(ledger, call),
});
