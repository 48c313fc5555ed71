import { type KeyboardEvent, useState } from 'react';
import {
  isComplete,
  type Known,
  type Suggestion,
  suggestionsFor,
  type Token,
  tokenAt,
} from './autocomplete.ts';

export type Autocomplete = {
  readonly token: Token;
  readonly suggestions: readonly Suggestion[];
  /** -1 while what is typed is complete and nothing was pointed at: Enter then sends. */
  readonly active: number;
  readonly point: (index: number) => void;
  readonly close: () => void;
};

/** What can be completed at the caret, until it is closed; a caret of `undefined` is not there or spans a selection. */
export function useAutocomplete(
  text: string,
  caret: number | undefined,
  known: Known,
): Autocomplete | undefined {
  const [pointed, setPointed] = useState<{ readonly word: string; readonly index: number }>();
  const [closed, setClosed] = useState<string>();
  const token = caret === undefined ? undefined : tokenAt(text, caret);
  const place = token && `${token.kind}/${token.from}`;
  // It stays closed for this word only.
  if (closed !== undefined && closed !== place) setClosed(undefined);
  if (token === undefined) return undefined;
  const suggestions = suggestionsFor(token, known);
  if (closed === place || suggestions.length === 0) return undefined;
  const word = `${place}/${token.word}`;
  const first = isComplete(text, token, suggestions) ? -1 : 0;
  return {
    token,
    suggestions,
    active: pointed?.word === word ? pointed.index : first,
    point: (index) => setPointed({ word, index }),
    close: () => setClosed(place),
  };
}

/** Whether the key was the list's. */
export function steer(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  { suggestions, active, point, close }: Autocomplete,
  onTake: (suggestion: Suggestion) => void,
): boolean {
  const count = suggestions.length;
  const chosen = suggestions[active] ?? (key === 'Tab' ? suggestions[0] : undefined);
  if (key === 'ArrowDown') point((active + 1) % count);
  else if (key === 'ArrowUp') point(active <= 0 ? count - 1 : active - 1);
  else if (key === 'Escape') close();
  else if ((key === 'Enter' || key === 'Tab') && !shiftKey && chosen !== undefined) onTake(chosen);
  else return false;
  return true;
}
