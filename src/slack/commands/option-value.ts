import { InputError } from '../../errors.ts';
import { namedPerson, PERSON_FORMS, type PersonRef } from '../../linkedin/person.ts';
import { parseProfileUrl } from '../../linkedin/profile-url.ts';
import { echo } from './echo.ts';
import type { Token } from './tokens.ts';

/**
 * What follows an option's word: words up to the next option, a name (one word, or several in quotes), quoted text, one of
 * some words, nothing, a person. `what` explains it in help, where `form` stands for the words.
 */
export type OptionSpec = { readonly what: string } & (
  | { readonly kind: 'phrase' | 'name'; readonly form: string; readonly example: string }
  | { readonly kind: 'text' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'flag' }
  | { readonly kind: 'person' }
);

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;
export type OptionValue = string | true | PersonRef;

/** How an option is typed: `at <when>`, `note "…"`. */
export function optionForm(name: string, spec: OptionSpec): string {
  switch (spec.kind) {
    case 'phrase':
    case 'name':
      return `${name} ${spec.form}`;
    case 'text':
      return `${name} "…"`;
    case 'choice':
      return `${name} ${spec.values.join('|')}`;
    case 'flag':
      return name;
    case 'person':
      return `${name} @teammate`;
  }
}

/** The option a token names, whatever its case. */
export function optionName(token: Token, specs: OptionSpecs): string | undefined {
  if (token.kind !== 'word') return undefined;
  const name = token.text.toLowerCase();
  return Object.hasOwn(specs, name) ? name : undefined;
}

/** Reads the value of an option from the tokens after its word, and says how many of them it used. */
export function optionValue(
  name: string,
  rest: readonly Token[],
  specs: OptionSpecs,
): readonly [value: OptionValue, used: number] {
  const spec = specs[name];
  const [first] = rest;
  const isMissing = first === undefined || optionName(first, specs) !== undefined;
  const quoted = first?.kind === 'quoted' ? first.text.trim() : '';
  const needs = (example: string): InputError =>
    new InputError(`\`${name}\` needs something after it, like \`${name} ${example}\`.`);
  switch (spec?.kind) {
    case undefined:
    case 'flag':
      return [true, 0];
    case 'text':
      if (quoted !== '') return [quoted, 1];
      throw new InputError(`Put the ${name} in quotes, like \`${name} "Hello Jane"\`.`);
    case 'person':
      if (!isMissing && first.kind !== 'word') return [personOf(first), 1];
      throw new InputError(`\`${name}\` needs a person. ${PERSON_FORMS}`);
    case 'choice': {
      if (isMissing || first.kind !== 'word') throw needs(spec.values[0] ?? '');
      const value = first.text.toLowerCase();
      if (spec.values.includes(value)) return [value, 1];
      throw new InputError(
        `\`${name}\` takes ${spec.values.join(', ')}; ${echo(first.text)} is none of them.`,
      );
    }
    case 'phrase':
    case 'name': {
      if (quoted !== '') return [quoted, 1];
      if (isMissing || first.kind !== 'word') throw needs(spec.example);
      if (spec.kind === 'name') return [first.text, 1];
      const words = phraseWords(name, rest, specs);
      return [words.join(' '), words.length];
    }
  }
}

/** Up to the next option or person. The option's own word may come again inside: "at yesterday at 2pm". */
function phraseWords(name: string, rest: readonly Token[], specs: OptionSpecs): readonly string[] {
  const words: string[] = [];
  for (const token of rest) {
    const option = optionName(token, specs);
    if (token.kind !== 'word' || (option !== undefined && option !== name)) break;
    words.push(token.text);
  }
  return words;
}

/** The person a token is. A quoted address is still an address: people quote what they paste. */
export function personOf(token: Exclude<Token, { readonly kind: 'word' }>): PersonRef {
  if (token.kind === 'person') return token.ref;
  return isUrl(token.text) ? { key: parseProfileUrl(token.text) } : namedPerson(token.text);
}

/** Whether a quoted name after this token names its person. */
export function takesName(token: Token): boolean {
  return token.kind === 'person' ? token.from === 'address' : token.kind === 'quoted' && isUrl(token.text);
}

function isUrl(text: string): boolean {
  return /^\s*(?:https?:\/\/|(?:[\w-]+\.)*linkedin\.com\/)/i.test(text);
}
