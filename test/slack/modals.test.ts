import type { ModalView } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DatabaseUnavailableError, InputError, NotAllowedError } from '../../src/errors.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import type { View } from '../../src/simulator/views.ts';
import { plainReply } from '../../src/slack/failure.ts';
import { textInput } from '../../src/slack/modals/inputs.ts';
import type { Answered, Context, Handlers, OpenForm, Press } from '../../src/slack/request.ts';
import {
  ada,
  deferred,
  type RunningSlack,
  replyWithButton,
  runSlack,
  startWorkspace,
  stranger,
  transports,
} from './workspace.ts';

const form = (title: string): ModalView => ({
  type: 'modal',
  callback_id: 'form',
  private_metadata: 'v1',
  title: { type: 'plain_text', text: title },
  submit: { type: 'plain_text', text: 'Save' },
  blocks: [
    textInput({ id: 'name', label: 'Name' }),
    {
      type: 'actions',
      block_id: 'more',
      elements: [
        { type: 'button', action_id: 'more:1', text: { type: 'plain_text', text: 'More' }, value: '7.1' },
      ],
    },
  ],
});
const opens = (title = 'First'): Answered => ({ kind: 'open', view: form(title) });
const timing = { acknowledgeMs: 300, replaceAfterMs: 1, sayAgainMs: 1, settleFirstMs: 1, settleMostMs: 4 };

let simulator: Simulator;
let running: RunningSlack | undefined;
beforeEach(async () => {
  simulator = await startWorkspace();
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await simulator.close();
});

describe.each(transports)('a modal over $kind', (transport) => {
  const top = (): View => {
    const view = simulator.as(ada).views().at(-1);
    if (view === undefined) throw new Error('no modal is open');
    return view;
  };
  const start = async (given: Partial<Handlers>) => {
    running = await runSlack(simulator, { command: async () => opens(), ...given }, { transport, timing });
    const { message } = await simulator.as(ada).command('/invites log');
    if (message === undefined) await vi.waitFor(top);
    return running;
  };
  const shown = () => JSON.stringify(top().blocks);
  const submit = () => simulator.as(ada).submit(top().id, { name: 'Jane' });

  it('opens for a command, and its form arrives with what was entered', async () => {
    const forms: OpenForm[] = [];
    await start({
      submit: async (entered) => {
        forms.push(entered);
        return plainReply('Saved Jane.');
      },
    });
    expect(top().title).toBe('First');
    await submit();
    expect(forms).toEqual([{ callbackId: 'form', metadata: 'v1', state: { name: 'Jane' } }]);
    expect(shown()).toContain('Saved Jane.');
    await simulator.as(ada).close();
    expect(simulator.as(ada).views()).toEqual([]);
  });

  it.each(['expired_trigger_id', 'view_too_large'])(
    'that Slack does not open (%s) is said where it was asked for',
    async (error) => {
      running = await runSlack(simulator, { command: async () => opens() }, { transport, timing });
      simulator.faults.api('views.open', { error });
      await simulator.as(ada).command('/invites log');
      await vi.waitFor(() =>
        expect(
          simulator
            .as(ada)
            .sees()
            .map(({ text }) => text),
        ).toEqual([expect.stringMatching(/did not open/)]),
      );
    },
  );

  it('keeps the form, with what is wrong at its fields', async () => {
    await start({ submit: async () => ({ kind: 'errors', errors: { name: 'Write a longer name.' } }) });
    expect((await submit()).errors).toEqual({ name: 'Write a longer name.' });
    expect(top().title).toBe('First');
  });

  it.each([
    new DatabaseUnavailableError(true),
    new NotAllowedError('Only managers can do this.'),
    new InputError('Choose another name.'),
  ])('keeps the form when it fails: %s', async (error) => {
    await start({
      submit: async () => {
        throw error;
      },
    });
    const { errors } = await submit();
    expect(errors?.name).toMatch(/Nothing was recorded|Only managers can do this|Choose another name/);
    expect(top().title).toBe('First');
  });

  it('says that it works on it when a form takes longer, then shows the result on top of it', async () => {
    const slow = deferred<Answered>();
    await start({ submit: () => slow.promise });
    await submit();
    expect(simulator.as(ada).views()).toHaveLength(2);
    expect(shown()).toContain('Still working…');
    slow.resolve(plainReply('Saved Jane.'));
    await vi.waitFor(() => expect(shown()).toContain('Saved Jane.'));
    await simulator.as(ada).close();
    expect(simulator.as(ada).views()).toEqual([]);
  });

  it('leaves the form below when what is wrong with it comes late', async () => {
    const slow = deferred<Answered>();
    await start({ submit: () => slow.promise });
    await submit();
    slow.resolve({ kind: 'errors', errors: { name: 'Write a longer name.' } });
    await vi.waitFor(() => expect(shown()).toContain('Write a longer name.'));
    await simulator.as(ada).close();
    expect(top().title).toBe('First');
  });

  it('sends a late result as a direct message when it was closed meanwhile', async () => {
    const slow = deferred<Answered>();
    await start({ submit: () => slow.promise });
    await submit();
    await simulator.as(ada).closeAll();
    slow.resolve(plainReply('Saved Jane.'));
    await vi.waitFor(() =>
      expect(
        simulator
          .as(ada)
          .sees()
          .map(({ text }) => text),
      ).toEqual(['Saved Jane.']),
    );
  });

  it('is one request however often it is submitted as it stands, and another when it changed', async () => {
    const keys: string[] = [];
    await start({
      submit: async (_, { requestKey }) => {
        keys.push(requestKey);
        return { kind: 'errors', errors: { name: 'Not yet.' } };
      },
    });
    await submit();
    await submit();
    await simulator.as(ada).submit(top().id, { name: 'Joan' });
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it('is drawn anew by a press in it, and by the newest press when two meet', async () => {
    const first = deferred<Answered>();
    const presses: Press[] = [];
    await start({
      press: async (press) => {
        presses.push(press);
        return presses.length === 1 ? first.promise : { kind: 'update', view: form('Second') };
      },
    });
    const before = top();
    const slow = simulator.as(ada).press(before, 'More', { values: { name: 'Jane' } });
    await vi.waitFor(() => expect(presses).toHaveLength(1));
    await simulator.as(ada).press(before, 'More');
    await vi.waitFor(() => expect(top().title).toBe('Second'));
    first.resolve({ kind: 'update', view: form('Too late') });
    await slow;
    await running?.slack.drain(2_000);
    expect(top().title).toBe('Second');
    expect(presses[0]).toEqual({
      actionId: 'more',
      value: '7.1',
      form: { callbackId: 'form', metadata: 'v1', state: { name: 'Jane' } },
    });
  });

  it('draws what was pressed last, although an earlier answer changed it meanwhile', async () => {
    await start({ press: async () => ({ kind: 'update', view: form('Second') }) });
    simulator.faults.api('views.update', { error: 'hash_conflict' });
    await simulator.as(ada).press(top(), 'More');
    await vi.waitFor(() => expect(top().title).toBe('Second'));
  });

  it('that Slack refuses to draw stays, and the person is told', async () => {
    await start({ press: async () => ({ kind: 'update', view: form('Second') }) });
    simulator.faults.api('views.update', { error: 'view_too_large' });
    await simulator.as(ada).press(top(), 'More');
    const told = () => simulator.as(ada).sees();
    await vi.waitFor(() =>
      expect(told()[0]?.text).toContain('Slack did not show the answer (view_too_large)'),
    );
    expect(top().title).toBe('First');
  });

  it('that is closed before its press is answered stays closed, and that is no error', async () => {
    const slow = deferred<Answered>();
    const { lines } = await start({ press: () => slow.promise });
    const pressed = simulator.as(ada).press(top(), 'More');
    await simulator.as(ada).closeAll();
    slow.resolve(plainReply('Undone.'));
    await pressed;
    await vi.waitFor(() =>
      expect(lines.map(({ msg }) => msg)).toContain('a modal was closed before its answer came'),
    );
    expect(simulator.as(ada).views()).toEqual([]);
    expect(lines.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });

  it('opens another on top of it, and shows a failure there', async () => {
    let fails = false;
    await start({
      press: async () => {
        if (fails) throw new NotAllowedError('Only managers can do this.');
        return opens('Second');
      },
    });
    await simulator.as(ada).press(top(), 'More');
    await vi.waitFor(() =>
      expect(
        simulator
          .as(ada)
          .views()
          .map(({ title }) => title),
      ).toEqual(['First', 'Second']),
    );
    fails = true;
    await simulator.as(ada).press(top(), 'More');
    await vi.waitFor(() => expect(shown()).toContain('Only managers can do this.'));
    await simulator.as(ada).close();
    expect(top().title).toBe('Second');
  });

  const deepen = async (to: number) => {
    for (let depth = 1; depth < to; depth += 1) {
      await simulator.as(ada).press(top(), 'More');
      await vi.waitFor(() => expect(simulator.as(ada).views()).toHaveLength(depth + 1));
    }
  };
  const direct = () =>
    simulator
      .as(ada)
      .sees()
      .map(({ text }) => text);

  it('as deep as Slack stacks them stays as it is when a press in it fails: the person is told elsewhere', async () => {
    let fails = false;
    await start({
      press: async () => {
        if (fails) throw new InputError('Choose another name.');
        return opens('Deeper');
      },
    });
    await deepen(3);
    const before = top();
    fails = true;
    await simulator.as(ada).press(before, 'More');
    await vi.waitFor(() => expect(direct()).toEqual(['Choose another name.']));
    expect(top()).toEqual(before);
  });

  it('stays as it is when a failure comes too late to stand on it', async () => {
    await start({
      press: async () => {
        throw new DatabaseUnavailableError(true);
      },
    });
    simulator.faults.api('views.push', { error: 'expired_trigger_id' });
    await simulator.as(ada).press(top(), 'More');
    await vi.waitFor(() => expect(direct()).toEqual([expect.stringContaining('Nothing was recorded')]));
    expect(top().title).toBe('First');
  });

  it('as deep as Slack stacks them comes back with what was entered when a late answer finds it wrong', async () => {
    const slow = deferred<Answered>();
    await start({ press: async () => opens('Deeper'), submit: () => slow.promise });
    await deepen(3);
    await submit();
    expect(shown()).toContain('Still working…');
    slow.resolve({ kind: 'errors', errors: { name: 'Write a longer name.' } });
    await vi.waitFor(() => expect(shown()).toContain('Write a longer name.'));
    expect(top()).toMatchObject({ title: 'Deeper', submit: 'Save', privateMetadata: 'v1' });
    expect(shown()).toContain('"initial_value":"Jane"');
    expect(simulator.as(ada).views()).toHaveLength(3);
  });

  it('is not drawn over by a press from before it was submitted', async () => {
    const slow = deferred<Answered>();
    await start({ press: () => slow.promise, submit: async () => plainReply('Saved Jane.') });
    const pressed = simulator.as(ada).press(top(), 'More');
    await submit();
    slow.resolve({ kind: 'update', view: form('Too late') });
    await pressed;
    await running?.slack.drain(2_000);
    expect(shown()).toContain('Saved Jane.');
  });

  it('shows errors without the marks of messages', async () => {
    await start({
      submit: async () => ({
        kind: 'errors',
        errors: { name: 'Type `/invites help`, <@U0BOSS> &amp; all.' },
      }),
    });
    expect((await submit()).errors).toEqual({ name: 'Type /invites help, that person & all.' });
  });

  it('takes "Still working…" away once it is open', async () => {
    const slow = deferred<Answered>();
    running = await runSlack(simulator, { command: () => slow.promise }, { transport, timing });
    await simulator.as(ada).command('/invites log');
    expect(direct()).toEqual(['Still working…']);
    slow.resolve(opens());
    await vi.waitFor(() => expect(top().title).toBe('First'));
    await vi.waitFor(() => expect(direct()).toEqual([]));
  });

  it('says in Home that the database does not answer', async () => {
    await start({
      homeOpened: async () => {
        throw new DatabaseUnavailableError(true);
      },
    });
    await simulator.as(ada).openHome();
    await vi.waitFor(() =>
      expect(JSON.stringify(simulator.as(ada).home()?.blocks)).toContain('The database does not answer'),
    );
  });

  it('opens for a button of a message, and for both kinds of shortcuts', async () => {
    const used: unknown[] = [];
    await start({
      command: async () => replyWithButton('Not logged.', '7.1'),
      press: async () => opens('From a button'),
      shortcut: async (shortcut) => {
        used.push(shortcut);
        return opens('From a shortcut');
      },
    });
    const [message] = simulator.as(ada).sees();
    if (message === undefined) throw new Error('no message');
    await simulator.as(ada).press(message, 'Log Anyway');
    await vi.waitFor(() => expect(top().title).toBe('From a button'));
    await simulator.as(ada).closeAll();

    const posted = simulator.as(ada).say(message.channel, 'Ask @jane-doe');
    await simulator.as(ada).shortcut('log_invites_from_message', posted);
    await vi.waitFor(() => expect(top().title).toBe('From a shortcut'));
    await simulator.as(ada).shortcut('log_invites');
    expect(used).toEqual([
      { callbackId: 'log_invites_from_message', message: 'Ask @jane-doe', bot: expect.any(String) },
      { callbackId: 'log_invites', message: null, bot: expect.any(String) },
    ]);
  });

  it('of a workspace that Headroom is not in is not answered with its data', async () => {
    const submitted = vi.fn();
    await start({ submit: submitted });
    await simulator.as(stranger, 'T0OTHER').shortcut('log_invites');
    const [view] = simulator.as(stranger, 'T0OTHER').views();
    expect(view).toBeUndefined();
    expect(submitted).not.toHaveBeenCalled();
  });

  it('tells that Home was opened, and not of the Messages tab', async () => {
    const homes: Context[] = [];
    await start({ homeOpened: async (ctx) => void homes.push(ctx) });
    await simulator.as(ada).openMessages();
    await simulator.as(ada).openHome();
    await vi.waitFor(() => expect(homes).toHaveLength(1));
    expect(homes[0]).toMatchObject({ workspaceId: 'T0ACME', userId: ada });
  });
});
