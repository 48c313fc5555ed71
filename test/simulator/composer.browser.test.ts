import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { composer, goTo, message, startVisits, type, type Visits } from './visits.ts';

let visits: Visits;
beforeAll(async () => {
  visits = await startVisits();
});
afterEach(() => visits.leave());
afterAll(() => visits.close());

it('completes a command by the arrow keys, shows its usage, and sends it', async () => {
  const page = await visits.open();
  await composer(page).pressSequentially('/ev');
  const list = page.getByRole('listbox', { name: 'Commands' });
  expect(await list.getByRole('option').allTextContents()).toEqual([
    expect.stringContaining('/everything'),
    expect.stringContaining('/evening'),
  ]);
  await page.keyboard.press('ArrowDown');
  await list.getByRole('option', { name: '/evening', selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await list.waitFor({ state: 'detached' });
  expect(await composer(page).inputValue()).toBe('/evening ');
  await page.getByText('Says good evening').waitFor();
  await page.keyboard.type('everybody');
  await page.keyboard.press('Enter');
  await message(page, 'Good evening, everybody').waitFor();
  expect(await composer(page).inputValue()).toBe('');
});

it('completes a member and a channel in the middle of a line', async () => {
  const page = await visits.open();
  await composer(page).pressSequentially('/everything say ask @om');
  await page.getByRole('option', { name: 'Omar Diallo', selected: true }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('in #sa');
  await page.getByRole('option', { name: 'sales', selected: true }).waitFor();
  await page.keyboard.press('Enter');
  expect(await composer(page).inputValue()).toBe('/everything say ask @omar in #sales ');
  await page.keyboard.press('Enter');
  await message(page, 'ask @omar in #sales').getByText('Everything').first().waitFor();
});

it('closes its list with Escape, and sends what was typed', async () => {
  const page = await visits.open();
  await composer(page).pressSequentially('Talk to @om');
  await page.getByRole('listbox', { name: 'People' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('listbox').waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await message(page, 'Talk to @om').waitFor();
});

it('sends words to the channel, in lines', async () => {
  const page = await visits.open();
  await composer(page).pressSequentially('One line');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('and another');
  await page.keyboard.press('Enter');
  const said = page.getByRole('article', { name: /^Lena Ortiz/ }).filter({ hasText: 'One line' });
  await said.filter({ hasText: 'and another' }).waitFor();
});

it('brings earlier lines back with the arrow keys', async () => {
  const page = await visits.open();
  for (const line of ['/evening one', '/evening two']) {
    await type(page, line);
    await message(page, line.replace('/evening', 'Good evening,')).waitFor();
  }
  await page.keyboard.press('ArrowUp');
  expect(await composer(page).inputValue()).toBe('/evening two');
  await page.keyboard.press('ArrowUp');
  expect(await composer(page).inputValue()).toBe('/evening one');
  await page.keyboard.press('ArrowDown');
  expect(await composer(page).inputValue()).toBe('/evening two');
});

it('keeps a draft while its writer looks elsewhere', async () => {
  const page = await visits.open();
  await composer(page).fill('Half a thought');
  await goTo(page, 'quiet');
  await page.getByRole('textbox', { name: 'Message to # quiet' }).waitFor();
  expect(await composer(page).inputValue()).toBe('');
  await goTo(page, 'sales');
  await page.getByRole('textbox', { name: 'Message to # sales' }).waitFor();
  expect(await composer(page).inputValue()).toBe('Half a thought');
});

it('tells of a command that does not exist, and of one that is not answered', async () => {
  const page = await visits.open();
  await type(page, '/nonsense');
  await message(page, '/nonsense is not a valid command').getByText('Slackbot').waitFor();
  await type(page, '/everything nothing');
  await message(page, '/everything failed with the error "operation_timeout"').waitFor();
});

it('starts a global shortcut', async () => {
  const page = await visits.open();
  await page.getByRole('button', { name: 'Shortcuts', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Open Every Input' }).click();
  await page.getByRole('dialog', { name: 'Every input' }).waitFor();
});

it('writes to the app alone', async () => {
  const page = await visits.open();
  await goTo(page, 'Everything');
  await page.getByRole('tab', { name: 'Messages' }).click();
  await page.getByRole('textbox', { name: 'Message to Everything' }).waitFor();
  await type(page, 'Is anybody there?');
  await message(page, 'Is anybody there?').waitFor();
  await type(page, '/evening app');
  await message(page, 'Good evening, app').waitFor();
});

it('fetches nothing from elsewhere and has no page errors', () => {
  expect(visits.strange).toEqual([]);
});
