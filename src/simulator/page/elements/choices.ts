import type { ReactNode } from 'react';
import type { Option } from '../block-types.ts';

/** Something to choose in a select. */
export type Choice = {
  readonly value: string;
  readonly words: string;
  readonly detail?: string | undefined;
  readonly picture?: ReactNode;
  readonly group?: string;
};

type WithOptions = {
  readonly options?: readonly Option[] | undefined;
  readonly option_groups?:
    | readonly { readonly label: { readonly text: string }; readonly options: readonly Option[] }[]
    | undefined;
};

/** All options of a select, each with its group. */
export function choicesOf({ options = [], option_groups = [] }: WithOptions): Choice[] {
  const grouped = option_groups.flatMap(({ label, options }) =>
    options.map((option) => ({ ...choiceOf(option), group: label.text })),
  );
  return [...options.map(choiceOf), ...grouped];
}

function choiceOf({ value, text, description }: Option): Choice {
  return { value, words: text.text, detail: description?.text };
}

/** Those that have what was typed, wherever it stands. */
export function matching(choices: readonly Choice[], typed: string): Choice[] {
  const wanted = fold(typed.trim());
  return choices.filter(({ words, detail = '' }) => fold(`${words} ${detail}`).includes(wanted));
}

/** "zoë" is found by "zoe". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
