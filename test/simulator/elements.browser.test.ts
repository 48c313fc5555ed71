import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heard, message, openModal, startVisits, type, type Visits } from './visits.ts';

let visits: Visits;
let page: Page;
beforeAll(async () => {
  visits = await startVisits();
  page = await visits.open();
});
afterAll(() => visits.close());

/** Chooses in the list that opens below a field. */
async function pick(within: Locator, field: string | RegExp, option: string): Promise<Locator> {
  await within.getByRole('combobox', { name: field }).click();
  const list = page.getByRole('listbox', { name: field });
  await list.getByRole('option', { name: option }).click();
  return list;
}
/** Where several can be chosen, the list stays open for more. */
async function pickAlso(within: Locator, field: string, option: string): Promise<void> {
  const list = await pick(within, field, option);
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
}

/** In one go, as nobody can, so that nothing is drawn in between unless the page sees to it. */
function typeAndEnter(field: Element, words: string): void {
  if (!(field instanceof HTMLInputElement)) throw new Error('This is no field.');
  field.focus();
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, words);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
}

const premium = { text: { type: 'plain_text', text: 'Premium' }, value: 'premium' };
/** Half past nine in Berlin, where Lena is. */
const moment = Date.UTC(2026, 11, 1, 8, 30) / 1000;

type Case = readonly [element: string, act: (within: Locator) => Promise<unknown>, arrives: object];
const cases: readonly Case[] = [
  ['press', (within) => within.getByRole('button', { name: 'Press Me' }).click(), { value: 'pressed' }],
  [
    'overflow',
    async (within) => {
      await within.getByRole('button', { name: 'More actions' }).click();
      await within.getByRole('menuitem', { name: 'Archive' }).click();
    },
    { type: 'overflow', selected_option: { value: 'archive' } },
  ],
  [
    'kind',
    (within) => pick(within, 'Pick a kind', 'Premium'),
    { type: 'static_select', selected_option: premium },
  ],
  ['grouped', (within) => pick(within, 'Pick of a group', 'Large'), { selected_option: { value: 'large' } }],
  ['kinds', (within) => pickAlso(within, 'Pick kinds', 'Premium'), { selected_options: [premium] }],
  [
    'owner',
    async (within) => {
      await within.getByRole('combobox', { name: 'Pick a person' }).evaluate(typeAndEnter, 'dia');
    },
    { type: 'users_select', selected_user: 'U0OMAR' },
  ],
  ['owners', (within) => pickAlso(within, 'Pick people', 'Omar Diallo'), { selected_users: ['U0OMAR'] }],
  ['channel', (within) => pick(within, 'Pick a channel', 'sales'), { selected_channel: 'C0SALES' }],
  ['channels', (within) => pickAlso(within, 'Pick channels', 'quiet'), { selected_channels: ['C0QUIET'] }],
  ['place', (within) => pick(within, 'Pick a place', 'board'), { selected_conversation: 'G0BOARD' }],
  ['places', (within) => pickAlso(within, 'Pick places', 'sales'), { selected_conversations: ['C0SALES'] }],
  ['flags', (within) => within.getByLabel('Urgent').check(), { selected_options: [{ value: 'urgent' }] }],
  ['size', (within) => within.getByLabel('Large').check(), { selected_option: { value: 'large' } }],
  ['day', (within) => within.getByLabel('Pick a day').fill('2026-12-01'), { selected_date: '2026-12-01' }],
  ['hour', (within) => within.getByLabel('Pick an hour').fill('09:30'), { selected_time: '09:30' }],
  [
    'moment',
    async (within) => {
      const both = within.getByRole('group', { name: 'Select a date and time' });
      await both.getByLabel('Date').fill('2026-12-01');
      await both.getByLabel('Time').fill('09:30');
    },
    { selected_date_time: moment },
  ],
];

describe('in a message', () => {
  let within: Locator;
  beforeAll(async () => {
    await type(page, '/everything elements');
    within = page.getByRole('article').filter({ hasText: 'Press Me' });
    await within.waitFor();
  });

  it.each(cases)('%s reaches the app', async (element, act, arrives) => {
    expect(await heard(page, element, () => act(within))).toMatchObject({
      action: { action_id: element, block_id: `act-${element}`, ...arrives },
      user: 'U0LENA',
    });
  });

  it('an input reaches the app on Enter', async () => {
    await within.getByLabel('Say something').fill('hello');
    const press = () => within.getByLabel('Say something').press('Enter');
    expect(await heard(page, 'say', press)).toMatchObject({
      action: { type: 'plain_text_input', value: 'hello' },
    });
  });

  it('a link opens beside the page, and the app hears of it', async () => {
    await page.context().route('https://example.com/**', (route) => route.fulfill({ body: 'A page' }));
    const opened = page.context().waitForEvent('page');
    await heard(page, 'visit', () => within.getByRole('button', { name: 'Visit Page' }).click());
    const beside = await opened;
    await beside.waitForURL('https://example.com/');
    await beside.close();
  });

  it('a card, a container and a rating reach the app', async () => {
    await type(page, '/everything cards');
    const cards = message(page, 'Kept inside');
    const press = (name: string) => cards.getByRole('button', { name, exact: true }).click();
    expect(await heard(page, 'card_open', () => press('Open Grace'))).toMatchObject({
      action: { value: 'Grace', block_id: 'card-Grace' },
    });
    expect(await heard(page, 'contained_press', () => press('Press Inside'))).toMatchObject({
      action: { block_id: 'contained' },
    });
    expect(await heard(page, 'rate', () => press('Bad Answer'))).toMatchObject({
      action: { type: 'feedback_buttons', value: 'bad' },
    });
    expect(await heard(page, 'remove', () => press('Remove Answer'))).toMatchObject({
      action: { type: 'icon_button', value: 'it' },
    });
  });
});

describe('in a modal', () => {
  it('every element that acts reaches the app', async () => {
    const modal = await openModal(page, 'acting', 'Acting at once');
    for (const [element, act, arrives] of cases) {
      expect(await heard(page, element, () => act(modal))).toMatchObject({
        action: { action_id: element, ...arrives },
      });
    }
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
  });

  it('every input is submitted as Slack submits it', async () => {
    const modal = await openModal(page, 'form', 'Every input');
    const fill = (label: string, value: string) => modal.getByLabel(label, { exact: false }).fill(value);
    await fill('Name', 'Jane');
    await fill('Notes', 'Two\nlines');
    await fill('Count', '12');
    await fill('E-mail', 'jane@example.com');
    await fill('Address', 'https://example.com/jane');
    await pick(modal, 'Kind', 'Premium');
    await pickAlso(modal, 'Tags', 'Free');
    await pickAlso(modal, 'Tags', 'Recruiter');
    await pick(modal, 'Owner', 'Omar Diallo');
    await pickAlso(modal, 'Reviewers', 'Lena Ortiz');
    await pick(modal, /^Channel/, 'sales');
    await pickAlso(modal, 'Other channels', 'quiet');
    await pick(modal, /^Place/, 'board');
    await pickAlso(modal, 'Other places', 'sales');
    await modal.getByLabel('Private').check();
    await modal.getByLabel('Large').check();
    await fill('Day', '2026-12-01');
    await fill('Hour', '09:30');
    const both = modal.getByRole('group', { name: 'Moment' });
    await both.getByLabel('Date').fill('2026-12-01');
    await both.getByLabel('Time').fill('09:30');
    await fill('Story', 'Once upon a time');
    await modal.getByLabel('Files').setInputFiles([
      { name: 'one.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') },
      { name: 'two.txt', mimeType: 'text/plain', buffer: Buffer.from('words') },
    ]);
    await modal.getByRole('listitem').filter({ hasText: 'one.csv' }).getByText('8 bytes').waitFor();
    await modal.getByRole('listitem').filter({ hasText: 'two.txt' }).getByText('5 bytes').waitFor();

    const sent = await heard(page, 'form', () =>
      modal.getByRole('button', { name: 'Send', exact: true }).click(),
    );
    expect(sent).toMatchObject({
      metadata: 'kept for the app',
      values: {
        name: { value: { type: 'plain_text_input', value: 'Jane' } },
        notes: { value: { type: 'plain_text_input', value: 'Two\nlines' } },
        count: { value: { type: 'number_input', value: '12' } },
        email: { value: { type: 'email_text_input', value: 'jane@example.com' } },
        address: { value: { type: 'url_text_input', value: 'https://example.com/jane' } },
        kind: { value: { type: 'static_select', selected_option: premium } },
        tags: { value: { selected_options: [{ value: 'free' }, { value: 'recruiter' }] } },
        owner: { value: { selected_user: 'U0OMAR' } },
        reviewers: { value: { selected_users: ['U0LENA'] } },
        channel: { value: { selected_channel: 'C0SALES' } },
        channels: { value: { selected_channels: ['C0QUIET'] } },
        place: { value: { selected_conversation: 'G0BOARD' } },
        places: { value: { selected_conversations: ['C0SALES'] } },
        flags: { value: { selected_options: [{ value: 'private' }] } },
        size: { value: { selected_option: { value: 'large' } } },
        day: { value: { selected_date: '2026-12-01' } },
        hour: { value: { selected_time: '09:30' } },
        moment: { value: { selected_date_time: moment } },
        story: {
          value: {
            type: 'rich_text_input',
            rich_text_value: {
              type: 'rich_text',
              elements: [{ elements: [{ type: 'text', text: 'Once upon a time' }] }],
            },
          },
        },
        files: {
          value: {
            type: 'file_input',
            files: [
              { name: 'one.csv', mimetype: 'text/csv', size: 8 },
              { name: 'two.txt', mimetype: 'text/plain', size: 5 },
            ],
          },
        },
      },
    });
    await modal.waitFor({ state: 'detached' });
  });

  it('what is not touched keeps what the app put in it, and what is cleared is empty', async () => {
    const modal = await openModal(page, 'form', 'Every input');
    await modal.getByLabel('Name').fill('Jane');
    await modal.getByLabel('Day').fill('');
    expect(
      await heard(page, 'form', () => modal.getByRole('button', { name: 'Send', exact: true }).click()),
    ).toMatchObject({
      values: {
        kind: { value: { selected_option: { value: 'free' } } },
        day: { value: { selected_date: null } },
        notes: { value: { value: null } },
        files: { value: { files: [] } },
      },
    });
  });

  it('takes no more than the app allows', async () => {
    const modal = await openModal(page, 'form', 'Every input');
    await modal.getByLabel('Name').fill('x'.repeat(60));
    expect(await modal.getByLabel('Name').inputValue()).toHaveLength(40);
    await pickAlso(modal, 'Tags', 'Free');
    await pickAlso(modal, 'Tags', 'Premium');
    await modal.getByText('No more than 2 can be chosen.').waitFor();
    await modal.getByLabel('Files').setInputFiles({
      name: 'picture.png',
      mimeType: 'image/png',
      buffer: Buffer.from('no picture'),
    });
    await modal.getByRole('alert').waitFor();
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
  });
});

it('fetches nothing from elsewhere and has no page errors', () => {
  expect(visits.strange).toEqual([]);
});
