import { useId, useState } from 'react';
import type { PageElement } from './block-types.ts';
import { JsonBlock } from './blocks/json-block.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { controlOf } from './elements/controls.ts';
import type { ControlProps, Field } from './elements/field.ts';
import { nameOf } from './elements/names.ts';
import type { Surface } from './surface.ts';

type Props = {
  readonly surface: Surface;
  readonly blockId: string;
  readonly element: PageElement;
  /** Of an input: the field around it. Elsewhere an element is named by its placeholder or what stands beside it. */
  readonly input?: { readonly naming: ControlProps; readonly acts: boolean; readonly isOptional: boolean };
  /** The text that stands beside it. */
  readonly besideId?: string | undefined;
};

/** An element to act on. It asks first if it has a question, and says that it is busy until the app has acknowledged. */
export function Element({ surface, blockId, element, input, besideId }: Props) {
  const id = useId();
  const [waiting, setWaiting] = useState(0);
  const [asked, setAsked] = useState<{ readonly choice: unknown }>();
  const Control = controlOf(element.type);
  if (Control === undefined) return <JsonBlock what={`${element.type} element`} value={element} />;

  const key = `${blockId}/${'action_id' in element ? (element.action_id ?? '') : ''}`;
  const confirm = 'confirm' in element ? element.confirm : undefined;
  const acts = input?.acts ?? true;
  const press = async (choice: unknown) => {
    setWaiting((count) => count + 1);
    await surface.press(key, choice);
    setWaiting((count) => count - 1);
  };
  const tell = (choice?: unknown) => (confirm === undefined ? void press(choice) : setAsked({ choice }));
  const enter = (value: unknown) => surface.enter(key, value);
  const field: Field = {
    control: {
      ...(input?.naming ?? { id, ...nameOf(element, besideId) }),
      'aria-busy': waiting > 0 || undefined,
      'data-focus-on-load': ('focus_on_load' in element && element.focus_on_load) || undefined,
    },
    entered: surface.values[key],
    acts,
    isBusy: waiting > 0,
    isOptional: input?.isOptional ?? false,
    enter,
    choose: acts ? tell : enter,
    hold: surface.hold,
    tell,
  };
  return (
    <>
      <Control element={element} field={field} />
      {asked !== undefined && confirm !== undefined && (
        <ConfirmDialog
          confirm={confirm}
          onConfirm={() => {
            setAsked(undefined);
            void press(asked.choice);
          }}
          onDeny={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
