import { closest, distance } from 'fastest-levenshtein';
import { InputError } from '../../errors.ts';
import { PERSON_FORMS, type PersonRef, parseName } from '../../linkedin/person.ts';
import { echo } from './echo.ts';
import {
  type OptionSpec,
  type OptionSpecs,
  type OptionValue,
  optionName,
  optionValue,
  personOf,
  takesName,
} from './option-value.ts';
import { readTokens } from './tokens.ts';

/** What a subcommand takes. `named`: a quoted name right after an address names that person. */
export type ArgsSpec = {
  readonly people?: { readonly min: number; readonly max: number; readonly named?: boolean };
  readonly options?: OptionSpecs;
  /** Words and quoted texts that belong to no option; `matches` tells them from a mistyped option. */
  readonly words?: { readonly max: number; readonly matches?: RegExp };
};

type ValueOf<O extends OptionSpec> = O extends {
  readonly kind: 'choice';
  readonly values: readonly (infer V)[];
}
  ? V
  : O extends { readonly kind: 'flag' }
    ? true
    : O extends { readonly kind: 'person' }
      ? PersonRef
      : string;

type OptionsOf<S extends ArgsSpec> = S['options'] extends OptionSpecs
  ? { readonly [K in keyof S['options']]?: ValueOf<S['options'][K]> }
  : Readonly<Record<never, never>>;

/** People in the order typed, repeats included. */
export type Args<S extends ArgsSpec> = {
  readonly people: readonly PersonRef[];
  readonly options: OptionsOf<S>;
  readonly words: readonly string[];
};

/** More people than a subcommand takes. It carries them all, so that a form can be offered with the list in it. */
export class TooManyPeopleError extends InputError {
  readonly people: readonly PersonRef[];
  readonly max: number;

  constructor(people: readonly PersonRef[], max: number) {
    super(`${max} at a time here, and you wrote ${people.length}. Nothing was recorded: split the list.`);
    this.people = people;
    this.max = max;
  }
}

/**
 * Reads the text after a subcommand by its spec. Throws InputError for all that does not fit, with a right example:
 * `example` is one of the subcommand itself.
 */
export function readArgs<const S extends ArgsSpec>(text: string, spec: S, example: string): Args<S>;
export function readArgs(text: string, spec: ArgsSpec, example: string): Args<ArgsSpec> {
  const specs = spec.options ?? {};
  const people: PersonRef[] = [];
  const words: string[] = [];
  const options = new Map<string, OptionValue>();
  const tokens = readTokens(text);
  let next = 0;
  let isAfterName = false;
  for (let token = tokens[next]; token !== undefined; token = tokens[next]) {
    next += 1;
    const option = optionName(token, specs);
    if (option !== undefined) {
      if (options.has(option)) throw new InputError(`\`${option}\` stands there twice. Give it once.`);
      const [value, used] = optionValue(option, tokens.slice(next), specs);
      options.set(option, value);
      next += used;
      isAfterName = specs[option]?.kind === 'name' && tokens[next - 1]?.kind === 'word';
      continue;
    }
    if (token.kind === 'word' || (token.kind === 'quoted' && spec.people === undefined)) {
      words.push(positional(token.text, words.length, spec, isAfterName));
    } else {
      if (spec.people === undefined)
        throw new InputError(`This takes no person. Leave the person out, like \`/invites ${example}\`.`);
      const name = tokens[next];
      const isNamed = spec.people.named && takesName(token) && name?.kind === 'quoted' && !takesName(name);
      people.push(isNamed ? { ...personOf(token), name: parseName(name.text) } : personOf(token));
      if (isNamed) next += 1;
    }
    isAfterName = false;
  }
  return { people: enough(people, spec), words, options: Object.fromEntries(options) };
}

function enough(people: readonly PersonRef[], spec: ArgsSpec): readonly PersonRef[] {
  const { min, max } = spec.people ?? { min: 0, max: 0 };
  if (people.length > max) throw new TooManyPeopleError(people, max);
  if (people.length >= min) return people;
  throw new InputError(`${min === 1 ? 'Who?' : `This takes ${min} people.`} ${PERSON_FORMS}`);
}

/** A word that belongs to no option; what is not expected may be an option mistyped, or the rest of a name. */
function positional(text: string, count: number, spec: ArgsSpec, isAfterName: boolean): string {
  const { max = 0, matches } = spec.words ?? {};
  if (count < max && (matches === undefined || matches.test(text))) return text;
  const names = Object.keys(spec.options ?? {});
  const nearest = names.length > 0 ? closest(text.toLowerCase(), names) : undefined;
  if (
    nearest !== undefined &&
    distance(text.toLowerCase(), nearest) <= Math.max(nearest.length < 3 ? 0 : 1, nearest.length / 3)
  ) {
    throw new InputError(`I do not know ${echo(text)} here. Did you mean \`${nearest}\`?`);
  }
  if (isAfterName) {
    throw new InputError(
      `I do not know ${echo(text)} here. A name of several words stands in quotes, like \`as "my founder"\`.`,
    );
  }
  const hint = spec.people === undefined ? optionsHint(names) : PERSON_FORMS;
  throw new InputError(`I do not know ${echo(text)} here. ${hint}`);
}

function optionsHint(names: readonly string[]): string {
  return names.length === 0
    ? 'Leave it out.'
    : `What can stand here: ${names.map((name) => `\`${name}\``).join(', ')}.`;
}
