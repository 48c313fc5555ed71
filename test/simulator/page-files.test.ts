import type { App } from '@slack/bolt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { askPage, type PageClient } from './page-client.ts';
import { manifest, startSocketApp, startWorkspace } from './start.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const scopes = { bot: [...manifest.oauth_config.scopes.bot, 'files:write'] };

type Uploaded = { files: { files: { id: string; url_private: string }[] }[] };

let simulator: Simulator;
let app: App;
let page: PageClient;
let submitted: unknown;
beforeAll(async () => {
  ({ simulator } = await startWorkspace({ manifest: { ...manifest, oauth_config: { scopes } } }));
  app = await startSocketApp(simulator, (one) => {
    one.command('/probe', async ({ ack, client, command }) => {
      await ack();
      const element = { type: 'file_input' as const, action_id: 'files', filetypes: ['csv'], max_files: 2 };
      await client.views.open({
        trigger_id: command.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'import',
          title: plain('Import'),
          submit: plain('Import'),
          blocks: [{ type: 'input', block_id: 'import', label: plain('Files'), element }],
        },
      });
    });
    one.view('import', async ({ ack, view }) => {
      submitted = view.state.values.import?.files;
      await ack();
    });
  });
  page = askPage(simulator.url, 'U0LENA');
});
afterAll(async () => {
  await app.stop();
  await simulator.close();
});

async function upload(name: string, content = 'name\nJane\n'): Promise<string> {
  const { id } = await page.upload(name, content);
  if (id === undefined) throw new Error(`${name} was not taken.`);
  return id;
}

describe('an uploaded file', () => {
  it('goes to the app as Slack’s file object', async () => {
    await page.act('command', { channel: 'C0SALES', line: '/probe' });
    const [view] = await simulator.waitFor(() => {
      const views = simulator.as('U0LENA').views();
      return views.length > 0 && views;
    });
    const submit = (ids: readonly string[]) =>
      page.act('submit', { view: view?.id ?? '', values: { 'import/files': ids } });
    expect(await submit([])).toEqual({ errors: { import: 'Please complete this required field.' } });
    expect(await submit([await upload('a.csv'), await upload('b.exe')])).toEqual({
      errors: { import: 'b.exe cannot be added. Please choose a file of type csv.' },
    });
    const three = await Promise.all(['a.csv', 'b.csv', 'c.csv'].map((name) => upload(name)));
    expect(await submit(three)).toEqual({ errors: { import: 'Please add no more than 2 files.' } });
    expect(await submit(['F0NONE'])).toEqual({ error: 'U0LENA has not uploaded a file F0NONE.' });
    const of = await page.as('U0OMAR').upload('omar.csv', 'x');
    expect(await submit([of.id ?? ''])).toMatchObject({ error: expect.stringContaining('not uploaded') });

    const id = await upload('Invites.CSV');
    expect(await submit([id])).toEqual({});
    expect(submitted).toEqual({
      type: 'file_input',
      files: [
        expect.objectContaining({
          id,
          name: 'Invites.CSV',
          mimetype: 'text/csv',
          filetype: 'csv',
          size: 10,
          url_private: expect.stringContaining(id),
          url_private_download: expect.stringContaining(id),
        }),
      ],
    });
  });

  it('is its owner’s alone until it is shared', async () => {
    const id = await upload('mine.csv');
    expect((await page.file(id)).status).toBe(200);
    expect((await page.as('U0OMAR').file(id)).status).toBe(404);
  });

  it.each([
    ['members.csv', 'inline', 'text/plain; charset=utf-8'],
    ['notes.txt', 'inline', 'text/plain; charset=utf-8'],
    ['page.pdf', 'inline', 'application/pdf'],
    ['photo.png', 'inline', 'image/png'],
    ['page.html', 'attachment', 'text/html'],
    ['drawing.svg', 'attachment', 'application/octet-stream'],
    ['tool.exe', 'attachment', 'application/octet-stream'],
  ])('%s is opened as %s', async (name, disposition, type) => {
    const response = await page.file(await upload(name, '<script>alert(1)</script>'));
    expect(await response.text()).toBe('<script>alert(1)</script>');
    const { headers } = response;
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-disposition')).toBe(
      `${disposition}; filename="${name}"; filename*=UTF-8''${name}`,
    );
  });

  it('keeps a name that a header cannot hold', async () => {
    const response = await page.file(await upload('Zoë "x".csv'));
    expect(response.headers.get('content-disposition')).toBe(
      `inline; filename="Zo_ _x_.csv"; filename*=UTF-8''Zo%C3%AB%20%22x%22.csv`,
    );
  });

  it('is refused above 10 MB, without a file, and without a viewer', async () => {
    expect(await page.upload('big.csv', 'x'.repeat(10 * 1024 * 1024 + 1))).toEqual({
      error: expect.stringContaining('larger than 10 MB'),
    });
    const query = 'workspace=T0ACME&user=U0LENA';
    const nothing = await fetch(`${simulator.url}/_page/upload?${query}`, { method: 'POST' });
    expect([nothing.status, await nothing.json()]).toEqual([
      400,
      { error: expect.stringMatching(/one file/) },
    ]);
    const nobody = await fetch(`${simulator.url}/_page/upload`, { method: 'POST' });
    expect([nobody.status, await nobody.json()]).toEqual([
      400,
      { error: expect.stringMatching(/who looks/) },
    ]);
  });
});

describe('a file that the app shares', () => {
  it('is listed in its message, and opened by those who see it', async () => {
    await app.client.filesUploadV2({
      channel_id: 'C0SALES',
      filename: 'all.csv',
      title: 'All invites',
      content: 'a',
    });
    const { messages } = await page.state();
    const file = messages.flatMap(({ files }) => files).at(-1);
    expect(file).toMatchObject({ name: 'all.csv', title: 'All invites', mimetype: 'text/csv', size: 1 });
    const response = await fetch(simulator.url + file?.url);
    expect([response.status, await response.text()]).toEqual([200, 'a']);
    expect((await page.as('U0OMAR').file(file?.id ?? '')).status).toBe(200);
    simulator.channel('C0SALES').change({ members: ['U0LENA'] });
    expect((await page.as('U0OMAR').file(file?.id ?? '')).status).toBe(404);
  });
});

describe('a picture that the app uploaded and did not share', () => {
  it('is opened by those who see the message or the Home that shows it', async () => {
    const upload = { filename: 'a.png', content: 'pixels' };
    const { files } = (await app.client.filesUploadV2(upload)) as unknown as Uploaded;
    const { id = '', url_private: url = '' } = files[0]?.files[0] ?? {};
    const statuses = () =>
      Promise.all(['U0LENA', 'U0OMAR'].map(async (user) => (await page.as(user).file(id)).status));
    expect(await statuses()).toEqual([404, 404]);
    const named = { type: 'image' as const, alt_text: 'One', slack_file: { id } };
    await app.client.views.publish({ user_id: 'U0OMAR', view: { type: 'home', blocks: [named] } });
    expect(await statuses()).toEqual([404, 200]);
    const addressed = { type: 'image' as const, alt_text: 'One', slack_file: { url } };
    const blocks = [{ type: 'context' as const, elements: [addressed] }];
    await app.client.chat.postMessage({ channel: 'C0SALES', text: 'One', blocks });
    expect(await statuses()).toEqual([200, 200]);
  });
});
