import { InputError } from '../../errors.ts';
import { namedPerson, nameKey, PERSON_FORMS, type PersonRef, parseName } from '../../linkedin/person.ts';
import { CAPS } from '../caps.ts';
import { echo } from '../commands/echo.ts';
import { readArgs } from '../commands/options.ts';
import { readTokens } from '../commands/tokens.ts';
import { typedPerson } from '../views/typed-person.ts';

export const mostPeople = 100;
const example = 'Write one person a line, like https://www.linkedin.com/in/jane-doe Jane Doe';
/** More wrong lines than this are counted, not explained. */
const mostExplained = 5;

export type ReadPeople =
  | { readonly ok: true; readonly people: readonly PersonRef[] }
  | { readonly ok: false; readonly problem: string };

/** The people of a field, one a line; or every line that is wrong, by its number, and how to write it. */
export function readPeople(text: string): ReadPeople {
  const people: PersonRef[] = [];
  const wrong: string[] = [];
  for (const [index, line] of text.split(/\r\n|[\n\r\u2028\u2029]/u).entries()) {
    const written = line.trim().replace(listMark, '');
    if (written === '') continue;
    try {
      people.push(...readLine(written));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      wrong.push(`Line ${index + 1}: ${withoutForms(error.message)}`);
    }
  }
  if (wrong.length > 0) return { ok: false, problem: problemOf(wrong) };
  if (people.length === 0) return { ok: false, problem: `Who? ${example}` };
  if (people.length <= mostPeople) return { ok: true, people };
  const more = people.length - mostPeople;
  const problem = `${mostPeople} at a time here, and you wrote ${people.length}. Nothing was recorded: take ${more} out and log them next.`;
  return { ok: false, problem };
}

/** What numbers or marks the line of a list; alone on a line it names nobody. */
const listMark = /^(?:[-–—*•·‣▪◦●]+(?:\s+|$)|\(?\d{1,3}[.)]\s+)/u;

/** What one line names: a person with a name beside the address, a name alone, or persons as a command takes them. */
function readLine(line: string): readonly PersonRef[] {
  const tokens = readTokens(line);
  const words = tokens.flatMap((token) => (token.kind === 'word' ? [token.text] : []));
  // A nickname in a name may stand in quotes: Zoe "Zed" Doe.
  if (tokens[0]?.kind === 'word' && tokens.every(({ kind }) => kind !== 'person')) {
    if (/^\d+$/.test(line))
      throw new InputError(`${line} is a number, not a person. For unnamed ones type /invites log ${line}.`);
    refuseSeveral(line);
    return [namedPerson(line)];
  }
  const quoted = tokens.flatMap((token) => (token.kind === 'quoted' ? [token.text] : []));
  const [person, ...others] = tokens.flatMap((token) => (token.kind === 'person' ? [token] : []));
  const isOne = person !== undefined && others.length === 0 && person.from !== 'member';
  if (!isOne || (quoted.length > 0 && (words.length > 0 || quoted.length > 1)))
    return readArgs(line, { people: { min: 1, max: CAPS.plainTextInput, named: true } }, 'log @jane-doe')
      .people;
  if (words.length > 0 && person.from === 'handle') refuseMention(line, words.join(' '));
  const name = [...words, ...quoted].join(' ').replace(/^[\s\-–—|:,;]+|[\s\-–—|:,;]+$/gu, '');
  return [name === '' ? person.ref : { ...person.ref, name: parseName(name) }];
}

/** One name may have a comma in it (`Jane Doe, PhD`); what reads like several is asked about. */
function refuseSeveral(line: string): void {
  const parts = line.split(/[,;]/).filter((part) => /[\p{L}\p{N}]/u.test(part));
  const isWhole = (part: string) => /\S\s+\S/u.test(part.trim());
  const several =
    parts.length > 1 && (line.includes(';') || parts.length > 2 || parts.every((part) => isWhole(part)));
  if (!several) return;
  throw new InputError(
    `${echo(line)} reads like ${parts.length} people. Write one a line; if it is one person, put the name in quotes.`,
  );
}

/** `@Jane Doe` is a name as Slack writes one, not the handle `jane`: nobody's handle is guessed from it. */
function refuseMention(line: string, name: string): void {
  const [, handle = ''] = /^@([\p{L}\p{M}'’.]+)(?=\s)/u.exec(line) ?? [];
  const isNameLike = /^\p{Lu}/u.test(handle) || !/\s/u.test(name);
  const plain = (text: string) => nameKey(text.replace(/[\s\-–—|:,;]+/gu, '')).slice('name:'.length);
  if (handle === '' || !isNameLike || plain(handle).includes(plain(name))) return;
  throw new InputError(
    `Is ${echo(line)} a name? Then leave the @ out. A handle stands at the end of the profile’s address, like @jane-doe.`,
  );
}

/** The sentence alone: the right example is shown once, for all lines. */
function withoutForms(message: string): string {
  return message.replace(PERSON_FORMS, '').replaceAll('`', '').trim();
}

function problemOf(wrong: readonly string[]): string {
  const more = wrong.length - mostExplained;
  return [
    ...wrong.slice(0, mostExplained),
    ...(more > 0 ? [`${more} more ${more === 1 ? 'line is' : 'lines are'} wrong too.`] : []),
    `${example}.`,
  ].join('\n');
}

/** People as lines of the field: the first that it takes, and the others in pieces that fit into a field too. */
export function writePeople(people: readonly PersonRef[]): readonly [string, ...string[]] {
  const fields: [string[], ...string[][]] = [[]];
  for (const line of people.map(writeLine)) {
    const last = fields.at(-1) ?? [];
    const fits = last.length < mostPeople && [...last, line].join('\n').length <= CAPS.plainTextInput;
    if (fits) last.push(line);
    else fields.push([line]);
  }
  const [first, ...rest] = fields;
  return [first.join('\n'), ...rest.map((lines) => lines.join('\n'))];
}

/** A person as short as can be read back, with the name that was given. */
function writeLine(person: PersonRef): string {
  const short = typedPerson({ key: person.key });
  const { name } = person;
  if (name === undefined) return short;
  const lines = person.key.startsWith('name:')
    ? [name, `"${name}"`, `“${name}”`]
    : [`${short} ${name}`, `${short} "${name}"`];
  return lines.find((line) => means(line, person)) ?? short;
}

function means(line: string, { key, name }: PersonRef): boolean {
  const read = readPeople(line);
  const [one, ...others] = read.ok ? read.people : [];
  return others.length === 0 && one?.key === key && one.name === name;
}
