import { useEffect, useRef } from 'react';
import type { Suggestion, Token } from './autocomplete.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icons.tsx';
import { usePage } from './page-context.ts';

type Props = {
  readonly id: string;
  readonly kind: Token['kind'];
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  readonly onPoint: (index: number) => void;
  readonly onTake: (suggestion: Suggestion) => void;
};

const headings = { command: 'Commands', member: 'People', channel: 'Channels' } as const;

export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** What fits the word at the caret; the text keeps the focus. */
export function AutocompleteList({ id, kind, suggestions, active, onPoint, onTake }: Props) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another active option is what it waits for
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div className="autocomplete">
      <p className="autocomplete-heading" aria-hidden="true">
        <b>{headings[kind]}</b>
        <span className="autocomplete-keys">
          <kbd>↑</kbd> <kbd>↓</kbd> to choose · <kbd>Tab</kbd> to take · <kbd>Esc</kbd> to close
        </span>
      </p>
      <div ref={list} id={id} role="listbox" aria-label={headings[kind]}>
        {suggestions.map((suggestion, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text box's
          // biome-ignore lint/a11y/useFocusableInteractive: the text box points at it instead
          <div
            key={suggestion.id}
            id={optionId(id, index)}
            className="autocomplete-option"
            role="option"
            aria-selected={index === active}
            onMouseMove={() => onPoint(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(suggestion)}
          >
            <Mark kind={kind} suggestion={suggestion} />
            <span className="autocomplete-words">
              <b>{suggestion.title}</b> <span className="autocomplete-note">{suggestion.note}</span>
              {suggestion.detail !== '' && <span className="autocomplete-detail">{suggestion.detail}</span>}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}

function Mark({ kind, suggestion }: { readonly kind: Token['kind']; readonly suggestion: Suggestion }) {
  const { app } = usePage().state;
  if (kind === 'channel') return <Icon name="hash" size={18} />;
  if (kind === 'member') return <Avatar id={suggestion.id} name={suggestion.title} size="small" />;
  return <Avatar id={app.id} name={app.name} size="small" />;
}
