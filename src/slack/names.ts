import type { Asked } from '../metrics.ts';
import { subcommands } from './commands/help.ts';
import { forms } from './modals/list.ts';
import { presses } from './presses.ts';
import { shortcuts } from './shortcuts/list.ts';

const unknown = 'unknown';
const commandNames = new Map(
  subcommands.flatMap(({ name, aliases }) => [name, ...aliases].map((one) => [one, name] as const)),
);
const pressNames = new Set([...presses.keys(), ...forms.flatMap((form) => Object.keys(form.presses ?? {}))]);
const formNames = new Set(forms.map(({ callbackId }) => callbackId));

/** What a command is called in metrics and in the log: a subcommand of ours, `start` without one; nothing that was typed. */
export function commandAsked(text: string): Asked {
  const [word = ''] = text.trim().toLowerCase().split(/\s/u);
  return { kind: 'command', name: word === '' ? 'start' : (commandNames.get(word) ?? unknown) };
}

export function pressAsked(actionId: string): Asked {
  return { kind: 'press', name: pressNames.has(actionId) ? actionId : unknown };
}

export function formAsked(callbackId: string): Asked {
  return { kind: 'form', name: formNames.has(callbackId) ? callbackId : unknown };
}

export function shortcutAsked(callbackId: string): Asked {
  return { kind: 'shortcut', name: shortcuts.has(callbackId) ? callbackId : unknown };
}
