import { useState } from 'react';
import type { ActionsBlock, ButtonElement, ConfirmDialogObject, SectionBlock } from 'slack-blocks-to-jsx';
import { ConfirmDialog } from './confirm-dialog.tsx';

/** Resolves when the app has acknowledged, or did not. */
export type OnPress = (actionId: string, choice?: string) => Promise<void>;

export type ActingElement = ActionsBlock['elements'][number] | NonNullable<SectionBlock['accessory']>;

type Props = { readonly element: ActingElement; readonly onPress: OnPress };

/** An element to act on. It asks first if it has a `confirm`, and waits for the app before it can be used again. */
export function Element({ element, onPress }: Props) {
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<{ choice?: string }>();
  const confirm = 'confirm' in element ? element.confirm : undefined;
  const actionId = 'action_id' in element ? (element.action_id ?? '') : '';

  const act = async (chosen: { choice?: string }) => {
    setAsked(undefined);
    setBusy(true);
    try {
      await onPress(actionId, chosen.choice);
    } finally {
      setBusy(false);
    }
  };
  const ask = (chosen: { choice?: string }) => (confirm === undefined ? void act(chosen) : setAsked(chosen));

  return (
    <>
      <Control
        element={element}
        busy={busy}
        onAct={(choice) => ask(choice === undefined ? {} : { choice })}
      />
      {asked !== undefined && confirm !== undefined && (
        <ConfirmDialog
          confirm={confirm satisfies ConfirmDialogObject}
          onConfirm={() => void act(asked)}
          onDeny={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

type ControlProps = {
  readonly element: ActingElement;
  readonly busy: boolean;
  readonly onAct: (choice?: string) => void;
};

function Control({ element, busy, onAct }: ControlProps) {
  switch (element.type) {
    case 'button':
      return (
        <button
          type="button"
          className={`button ${styleOf(element)}`}
          aria-label={element.accessibility_label}
          disabled={busy}
          onClick={() => {
            if (element.url !== undefined) window.open(element.url, '_blank', 'noopener');
            onAct();
          }}
        >
          {element.text.text}
        </button>
      );
    case 'overflow':
    case 'static_select':
    case 'radio_buttons':
      return (
        <select
          className="button"
          aria-label={('placeholder' in element ? element.placeholder?.text : undefined) ?? 'Choose'}
          disabled={busy}
          value=""
          onChange={(event) => onAct(event.target.value)}
        >
          <option value="">
            {('placeholder' in element ? element.placeholder?.text : undefined) ?? '…'}
          </option>
          {(element.options ?? []).map((option) => (
            <option key={option.value} value={option.value}>
              {option.text.text}
            </option>
          ))}
        </select>
      );
    case 'datepicker':
      return (
        <input
          type="date"
          className="button"
          aria-label={element.placeholder?.text ?? 'Date'}
          disabled={busy}
          defaultValue={element.initial_date}
          onChange={(event) => onAct(event.target.value)}
        />
      );
    default:
      return <span className="not-drawn">{element.type} (not drawn here)</span>;
  }
}

function styleOf({ style }: ButtonElement): string {
  return typeof style === 'string' ? style : '';
}
