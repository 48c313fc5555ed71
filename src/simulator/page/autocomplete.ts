import type { State } from './api.ts';

/** A word at the caret that can be completed: the text from `from` to `to`; `word` is what stands before the caret. */
export type Token = {
  readonly kind: 'command' | 'member' | 'channel';
  readonly from: number;
  readonly to: number;
  readonly word: string;
};

export type Suggestion = {
  readonly id: string;
  /** What stands in the text once it is taken. */
  readonly insert: string;
  readonly title: string;
  /** Beside the title: a usage hint or a handle. */
  readonly note: string;
  readonly detail: string;
};

export type Known = Pick<State, 'commands' | 'users' | 'channels' | 'app'>;

/** A command only where the text begins, a name only where a word begins: not in an address. */
const beginnings: readonly (readonly [kind: Token['kind'], pattern: RegExp])[] = [
  ['command', /^\/\S*$/],
  ['member', /(?<![^\s(])@[\p{L}\p{N}._-]*$/u],
  ['channel', /(?<![^\s(])#[\p{L}\p{N}._-]*$/u],
];

const longest = 50;

export function tokenAt(text: string, caret: number): Token | undefined {
  const before = text.slice(0, caret);
  for (const [kind, pattern] of beginnings) {
    const from = before.search(pattern);
    if (from === -1) continue;
    const rest = /^[\p{L}\p{N}._-]*/u.exec(text.slice(caret))?.[0] ?? '';
    return { kind, from, to: caret + rest.length, word: before.slice(from) };
  }
  return undefined;
}

/** What fits the token; names that begin with it come before real names that do. */
export function suggestionsFor({ kind, word }: Token, known: Known): readonly Suggestion[] {
  const typed = word.slice(1).toLowerCase();
  if (kind === 'command') {
    return known.commands
      .filter(({ command }) => command.startsWith(word.toLowerCase()))
      .map(({ command, usageHint, description }) => ({
        id: command,
        insert: command,
        title: command,
        note: usageHint,
        detail: description || known.app.name,
      }));
  }
  if (kind === 'channel') {
    return known.channels
      .filter((one) => one.kind === 'public' || one.kind === 'private')
      .filter(({ name, isArchived }) => !isArchived && begins(name, typed))
      .slice(0, longest)
      .map(({ id, name }) => ({ id, insert: `#${name}`, title: name, note: '', detail: '' }));
  }
  const byName = known.users.filter(({ name }) => begins(name, typed));
  const byRealName = known.users.filter(
    (user) => !byName.includes(user) && user.realName.split(/\s+/).some((part) => begins(part, typed)),
  );
  return [...byName, ...byRealName]
    .slice(0, longest)
    .map(({ id, name, realName }) => ({ id, insert: `@${name}`, title: realName, note: name, detail: '' }));
}

/** Nothing is left to complete: Enter is then free to send. */
export function isComplete(text: string, { from, to }: Token, suggestions: readonly Suggestion[]): boolean {
  const word = text.slice(from, to).toLowerCase();
  return suggestions.some(({ insert }) => insert.toLowerCase() === word);
}

/** The text with the suggestion in place of the token, a space after it, and the caret behind that. */
export function take(
  text: string,
  { from, to }: Token,
  { insert }: Suggestion,
): { text: string; caret: number } {
  const taken = `${text.slice(0, from)}${insert} `;
  return { text: taken + text.slice(to).replace(/^ /, ''), caret: taken.length };
}

/** The command that the text begins with, once its name is finished: its usage stays in sight while it is typed. */
export function commandBegun(
  text: string,
  commands: Known['commands'],
): Known['commands'][number] | undefined {
  const name = /^(\/\S+)\s/.exec(text)?.[1];
  return commands.find(({ command }) => command === name);
}

function begins(name: string, typed: string): boolean {
  return name.toLowerCase().startsWith(typed);
}
