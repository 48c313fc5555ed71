import type { Workspace } from './workspace.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** An address, a member's handle or a channel's name; the last two only where a word begins. */
const special = /https?:\/\/[^\s<>"“”]+|(?<![\w.@#])[@#][\p{L}\p{N}._-]+/giu;

/** Text as Slack sends it to a command declared with `should_escape`: mentions and addresses in angle brackets. */
export function escapeText(text: string, workspace: Workspace): string {
  let escaped = '';
  let from = 0;
  for (const match of text.matchAll(special)) {
    escaped += escapeEntities(text.slice(from, match.index)) + escapeSpecial(match[0], workspace);
    from = match.index + match[0].length;
  }
  return escaped + escapeEntities(text.slice(from));
}

export function escapeEntities(text: string): string {
  return text.replace(/[&<>]/g, (character) => entities[character] ?? character);
}

function escapeSpecial(word: string, workspace: Workspace): string {
  if (word.startsWith('@')) {
    return (
      longestName(word.slice(1), (name) => {
        const user = workspace.userNamed(name);
        return user === undefined ? undefined : `<@${user.id}|${user.name}>`;
      }) ?? word
    );
  }
  if (word.startsWith('#')) {
    return (
      longestName(word.slice(1), (name) => {
        const channel = workspace.channelNamed(name);
        return channel === undefined ? undefined : `<#${channel.id}|${channel.name}>`;
      }) ?? word
    );
  }
  const address = word.replace(/[.,;:!?)\]]+$/, '');
  return `<${escapeEntities(address)}>${escapeEntities(word.slice(address.length))}`;
}

/** "@lena." names lena: punctuation at the end is no part of a name unless someone is called so. */
function longestName(word: string, find: (name: string) => string | undefined): string | undefined {
  const found = find(word.toLowerCase());
  if (found !== undefined) return found;
  const shorter = word.replace(/[._-]+$/, '');
  const inner = shorter === word ? undefined : find(shorter.toLowerCase());
  return inner === undefined ? undefined : inner + word.slice(shorter.length);
}
