/** What every control puts on the thing that takes the focus. */
export type ControlProps = {
  readonly id: string;
  readonly 'aria-label'?: string | undefined;
  readonly 'aria-labelledby'?: string | undefined;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: true | undefined;
  readonly 'aria-busy'?: true | undefined;
  readonly 'data-focus-on-load'?: true | undefined;
};

/** An element where it stands: its name, what was entered in it, and what a change does. */
export type Field = {
  readonly control: ControlProps;
  /** `undefined`: nothing yet, it still holds its initial value. `null`: emptied. */
  readonly entered: unknown;
  /** Whether a change tells the app at once. */
  readonly acts: boolean;
  readonly isBusy: boolean;
  readonly isOptional: boolean;
  /** Keeps what is being typed; nobody is told. */
  readonly enter: (value: unknown) => void;
  /** A choice is made: kept, or told to the app where the element acts; asked about first if it has a question. */
  readonly choose: (value: unknown) => void;
  /** See `Surface`. */
  readonly hold: () => () => void;
  /** Tells the app, whatever there is to tell. */
  readonly tell: (value?: unknown) => void;
};

export type ControlOf<E> = { readonly element: E; readonly field: Field };

/** What the element holds: what was entered, else what the app put there. */
export function held<T>(field: Field, initial: T | undefined): T | undefined {
  if (field.entered === undefined) return initial;
  return field.entered === null ? undefined : (field.entered as T);
}

/** A list that was emptied is said as `null`. */
export function listOrNull<T>(list: readonly T[]): readonly T[] | null {
  return list.length === 0 ? null : list;
}
