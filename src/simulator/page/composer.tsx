import { useRef, useState } from 'react';
import type { SlashCommand } from '../manifest.ts';

type Props = {
  readonly commands: readonly SlashCommand[];
  /** Where it is sent, in words. */
  readonly place: string;
  readonly isDisabled: boolean;
  readonly onSend: (line: string) => void;
};

/** The line to type in, with the hints of the commands that fit; the arrow keys bring earlier lines back. */
export function Composer({ commands, place, isDisabled, onSend }: Props) {
  const [line, setLine] = useState('');
  const [note, setNote] = useState<string>();
  const sent = useRef<string[]>([]);
  const back = useRef(0);

  /** Does not wait for the answer: as in Slack, the next line can be sent meanwhile. */
  const send = () => {
    if (line.trim() === '') return;
    if (!line.startsWith('/')) return setNote('Only commands reach the app: they begin with a slash.');
    sent.current.push(line);
    back.current = 0;
    setNote(undefined);
    setLine('');
    onSend(line);
  };
  const recall = (step: number) => {
    back.current = Math.min(Math.max(back.current + step, 0), sent.current.length);
    setLine(back.current === 0 ? '' : (sent.current.at(-back.current) ?? ''));
  };

  const first = line.split(' ', 1)[0] ?? '';
  const fitting = line.startsWith('/')
    ? commands.filter(({ command }) => command.startsWith(first))
    : commands;
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <ul className="hints" aria-label="Commands">
        {fitting.map(({ command, usageHint, description }) => (
          <li key={command}>
            <button type="button" onClick={() => setLine(`${command} `)}>
              <b>{command}</b> {usageHint}
            </button>
            <span>{description}</span>
          </li>
        ))}
      </ul>
      {note !== undefined && (
        <p className="note" role="alert">
          {note}
        </p>
      )}
      <div className="composer-line">
        <input
          aria-label={`Message to ${place}`}
          placeholder={`Message ${place}`}
          value={line}
          disabled={isDisabled}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setLine(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowUp') recall(1);
            if (event.key === 'ArrowDown') recall(-1);
          }}
        />
        <button type="submit" className="send" aria-label="Send">
          ➤
        </button>
      </div>
    </form>
  );
}
