import type { Simulator, SubmitResult, UserSession, View } from '../../../src/simulator/simulator.ts';
import { wordsOf } from './open-form.ts';

type Values = Readonly<Record<string, unknown>>;
type Option = {
  readonly value: string;
  readonly text: { readonly text: string };
  readonly description?: { readonly text: string };
};

/** One person of the list as it is shown. */
export type Row = {
  readonly blockId: string;
  readonly value: string;
  readonly name: string;
  readonly says: string;
  readonly isTicked: boolean;
};

/** The form of pending invites in front of somebody: what they entered stays where Slack keeps it. */
export function pendingScreen(slack: Simulator, user: UserSession) {
  let entered: Values = {};
  const top = () => {
    const view = user.views().at(-1);
    if (!view) throw new Error('no modal is open');
    return view;
  };

  /** As Slack does: a value stays where the block is still there. */
  const drawn = (view: View) => {
    const kept = view.blocks.flatMap(({ block_id }) =>
      block_id !== undefined && block_id in entered ? [[block_id, entered[block_id]]] : [],
    );
    entered = Object.fromEntries(kept);
    return view;
  };

  const screen = {
    view: top,
    async open(line: string): Promise<View> {
      await user.command(line);
      entered = {};
      return slack.waitFor(() => user.views().at(-1));
    },
    rows: (): Row[] =>
      top().blocks.flatMap((block) => {
        if (block.type !== 'input' || block.element.type !== 'checkboxes') return [];
        const { block_id: blockId = '', element } = block;
        const given = entered[blockId];
        const initial = ((element.initial_options ?? []) as readonly Option[]).map(({ value }) => value);
        const ticked = Array.isArray(given) ? given : initial;
        return (element.options as readonly Option[]).map(({ value, text, description }) => ({
          blockId,
          value,
          name: text.text,
          says: description?.text ?? '',
          isTicked: ticked.includes(value),
        }));
      }),
    ticked: () =>
      screen
        .rows()
        .filter(({ isTicked }) => isTicked)
        .map(({ name }) => name),
    /** Ticks whose name this is; a second time unticks. */
    tick(...names: string[]) {
      for (const name of names) {
        const rows = screen.rows();
        const row = rows.find((one) => one.name === name);
        if (!row) throw new Error(`${name} is not in the list: ${rows.map((one) => one.name).join(', ')}`);
        const list = rows.filter(({ blockId }) => blockId === row.blockId);
        const next = list.filter((one) => (one === row) !== one.isTicked).map(({ value }) => value);
        entered = { ...entered, [row.blockId]: next };
      }
    },
    type(field: string, text: unknown) {
      const block = top().blocks.find(({ block_id = '' }) => block_id.split(':')[0] === field);
      if (!block?.block_id) throw new Error(`there is no field ${field}`);
      entered = { ...entered, [block.block_id]: text };
    },
    async press(button: string): Promise<View> {
      const before = top();
      await user.press(before, button, { values: entered });
      return drawn(await slack.waitFor(() => (top().hash === before.hash ? undefined : top())));
    },
    async submit(values: Values = {}): Promise<SubmitResult> {
      const result = await user.submit(top().id, { ...entered, ...values });
      if (result.view) drawn(result.view);
      return result;
    },
    /** Everything that is written in the modal, for a reader. */
    text: (view: View = top()) => wordsOf(view),
    entered: () => entered,
  };
  return screen;
}
