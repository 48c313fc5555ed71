import { InputError } from '../errors.ts';
import type { Block } from './blocks.ts';
import { elementsOf } from './message.ts';
import type { Scene } from './payloads.ts';
import { keyOf, stateOf, type Values, type ViewState } from './view-state.ts';

/** The state of blocks for a member: of a file they only know the id, and the app gets all of it. */
export function stateFrom({ workspace, user }: Scene, blocks: readonly Block[], values: Values): ViewState {
  const state = stateOf(blocks, values);
  for (const { blockId, element } of elementsOf(blocks)) {
    if (element.type !== 'file_input') continue;
    const field = state[blockId]?.[String(element.action_id)];
    if (field !== undefined) field.files = idsIn(field.files, keyOf({ blockId, element })).map(describe);
  }
  return state;

  function describe(id: string): object {
    const file = workspace.files.get(id);
    if (file?.userId !== user.id) throw new InputError(`${user.id} has not uploaded a file ${id}.`);
    return workspace.files.describe(id);
  }
}

function idsIn(value: unknown, key: string): string[] {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string'))
    throw new InputError(`${key} holds a list of file ids, such as ["F0123456789"].`);
  return value;
}
