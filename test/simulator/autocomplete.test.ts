import { expect, it } from 'vitest';
import {
  commandBegun,
  isComplete,
  type Known,
  suggestionsFor,
  take,
  tokenAt,
} from '../../src/simulator/page/autocomplete.ts';

const command = (name: string, usageHint = '') => ({
  command: name,
  usageHint,
  description: `Does ${name}`,
  shouldEscape: true,
});
const channel = (name: string, more: object = {}) => ({
  id: `C${name}`,
  name,
  kind: 'public' as const,
  isArchived: false,
  unread: 0,
  ...more,
});
const known: Known = {
  app: { id: 'U0APP', name: 'Probe', description: '', tabs: [] },
  commands: [command('/invites', '[verb]'), command('/invoice'), command('/probe')],
  users: [
    { id: 'U1', name: 'lena', realName: 'Lena Ortiz' },
    { id: 'U2', name: 'omar', realName: 'Omar Diallo' },
    { id: 'U3', name: 'otto', realName: 'Marie Leclerc' },
  ],
  channels: [
    channel('sales'),
    channel('board', { kind: 'private' }),
    channel('lena', { kind: 'direct', member: 'U1' }),
    channel('sold', { isArchived: true }),
  ],
};

/** A line with `|` where the caret is. */
function at(line: string) {
  const caret = line.indexOf('|');
  const text = line.replace('|', '');
  const token = tokenAt(text, caret);
  return { text, token, offered: token === undefined ? [] : suggestionsFor(token, known) };
}
const offered = (line: string) => at(line).offered.map(({ insert }) => insert);

it.each([
  ['/|', ['/invites', '/invoice', '/probe']],
  ['/inv|', ['/invites', '/invoice']],
  ['/INV|', ['/invites', '/invoice']],
  ['/in|vites', ['/invites', '/invoice']],
  ['hello /inv|', []],
  ['/invites |', []],
  ['@|', ['@lena', '@omar', '@otto']],
  ['ask @le|', ['@lena', '@otto']],
  ['/probe (@om|', ['@omar']],
  ['@or|', ['@lena']],
  ['lena@om|', []],
  ['https://x.dev/@om|', []],
  ['@jane|', []],
  ['in #|', ['#sales', '#board']],
  ['#s|', ['#sales']],
  ['two\n@om|', ['@omar']],
  ['@omar |', []],
])('%s is offered %j', (line, inserts) => {
  expect(offered(line)).toEqual(inserts);
});

it.each([
  ['/probe|', true],
  ['/pro|be', true],
  ['/prob|', false],
  ['tell @Omar|', true],
  ['tell @oma|', false],
  ['#sales|', true],
])('%s is complete: %s', (line, complete) => {
  const { text, token, offered: suggestions } = at(line);
  expect(token !== undefined && isComplete(text, token, suggestions)).toBe(complete);
});

it.each([
  ['/pr|', '/probe |'],
  ['ask @om|, please', 'ask @omar |, please'],
  ['ask @o|m please', 'ask @omar |please'],
  ['#sal|\nmore', '#sales |\nmore'],
])('taking the first offer of %s leaves %s', (line, left) => {
  const { text, token, offered: suggestions } = at(line);
  const [first] = suggestions;
  if (token === undefined || first === undefined) throw new Error('nothing is offered');
  const taken = take(text, token, first);
  expect(`${taken.text.slice(0, taken.caret)}|${taken.text.slice(taken.caret)}`).toBe(left);
});

it('knows the command that a text begins with once its name is finished', () => {
  const begun = (text: string) => commandBegun(text, known.commands)?.usageHint;
  expect(begun('/invites')).toBeUndefined();
  expect(begun('/invites ')).toBe('[verb]');
  expect(begun('/invites log @jane')).toBe('[verb]');
  expect(begun('/unknown x')).toBeUndefined();
  expect(begun('say /invites ')).toBeUndefined();
});
