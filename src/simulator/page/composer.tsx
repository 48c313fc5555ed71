import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { commandBegun, type Suggestion, take } from './autocomplete.ts';
import { AutocompleteList, optionId } from './autocomplete-list.tsx';
import { steer, useAutocomplete } from './autocomplete-state.ts';
import { channelLabel } from './channel-label.ts';
import { ComposerBar } from './composer-bar.tsx';
import { useRecall } from './composer-recall.ts';
import { useSender } from './composer-send.ts';
import { usePage } from './page-context.ts';

/** The box to write in, where the viewer is. */
export function Composer() {
  const { state, channel: id } = usePage();
  const channel = state.channels.find((one) => one.id === id);
  if (channel === undefined) return null;
  const label = channelLabel(channel, state);
  return channel.isArchived ? (
    <p className="composer-archived">{label} is archived: nothing can be written here any more.</p>
  ) : (
    <ChannelComposer channel={channel.id} label={label} />
  );
}

type Props = { readonly channel: string; readonly label: string };

function ChannelComposer({ channel, label }: Props) {
  const { state, isSwitching } = usePage();
  const { draft, write, send, fail } = useSender(channel);
  const { text, failure } = draft;
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number>();
  const nextCaret = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (nextCaret.current === undefined) return;
    box.current?.focus();
    box.current?.setSelectionRange(nextCaret.current, nextCaret.current);
    nextCaret.current = undefined;
  });
  const writeTo = (next: { readonly text: string; readonly caret: number }) => {
    nextCaret.current = next.caret;
    setCaret(next.caret);
    write(next.text);
  };
  const { isRecalling, recall } = useRecall(draft, (line) => writeTo({ text: line, caret: line.length }));
  const completing = useAutocomplete(text, isRecalling ? undefined : caret, state);
  const takeIt = (suggestion: Suggestion) => {
    if (completing !== undefined) writeTo(take(text, completing.token, suggestion));
  };
  const begun = commandBegun(text, state.commands);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (completing !== undefined && steer(event, completing, takeIt)) return event.preventDefault();
    if (event.key === 'ArrowUp' && recall(1)) return event.preventDefault();
    if (event.key === 'ArrowDown' && recall(-1)) return event.preventDefault();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  /** Writes a sign at the caret, to begin a word with. */
  const begin = (sign: string) => {
    const at = box.current?.selectionStart ?? text.length;
    const gap = at === 0 || /\s$/.test(text.slice(0, at)) ? '' : ' ';
    writeTo({ text: text.slice(0, at) + gap + sign + text.slice(at), caret: at + gap.length + sign.length });
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
        box.current?.focus();
      }}
    >
      {completing !== undefined && (
        <AutocompleteList
          id={`${id}-list`}
          kind={completing.token.kind}
          suggestions={completing.suggestions}
          active={completing.active}
          onPoint={completing.point}
          onTake={takeIt}
        />
      )}
      {completing === undefined && begun !== undefined && (
        <p className="composer-usage" id={`${id}-usage`}>
          <b>{begun.command}</b> {begun.usageHint}
          <span className="composer-usage-detail">{begun.description}</span>
        </p>
      )}
      {failure !== undefined && (
        <p className="composer-failure" role="alert">
          {failure}
        </p>
      )}
      <div className="composer-box">
        <textarea
          ref={box}
          id="composer"
          rows={Math.min(text.split('\n').length, 12)}
          aria-label={`Message to ${label}`}
          placeholder={`Message ${label.replace(/^# /, '#')}`}
          value={text}
          disabled={isSwitching}
          autoComplete="off"
          spellCheck={false}
          aria-autocomplete="list"
          aria-controls={completing && `${id}-list`}
          aria-activedescendant={
            completing === undefined || completing.active === -1
              ? undefined
              : optionId(`${id}-list`, completing.active)
          }
          aria-describedby={completing === undefined && begun !== undefined ? `${id}-usage` : undefined}
          onChange={(event) => {
            write(event.target.value);
            setCaret(event.target.selectionStart);
          }}
          onSelect={({ currentTarget: { selectionStart, selectionEnd } }) =>
            setCaret(selectionStart === selectionEnd ? selectionStart : undefined)
          }
          onBlur={() => setCaret(undefined)}
          onKeyDown={onKeyDown}
        />
        <ComposerBar
          isEmpty={text.trim() === ''}
          canCommand={text === ''}
          isDisabled={isSwitching}
          onBegin={begin}
          onFailure={fail}
        />
      </div>
      <p className="unseen" role="status">
        {completing !== undefined && `${completing.suggestions.length} to choose from`}
      </p>
    </form>
  );
}
