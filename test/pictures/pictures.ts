import type { Locator, Page } from 'playwright-core';
import { z } from 'zod';
import { nextDigestName } from '../../src/demo/guide.ts';

/** One picture: whose eyes, which window, and what is done before it is taken. Each begins where the last one ended. */
export type Picture = {
  readonly name: string;
  readonly theme: 'light' | 'dark';
  readonly size: readonly [width: number, height: number];
  readonly user: string;
  readonly channel: string;
  readonly prepare: (page: Page) => Promise<void>;
};

const outreach = 'C0OUTREACH';
const stateSchema = z.object({
  home: z.object({ hash: z.string() }).optional(),
  views: z.array(z.unknown()),
});

export const pictures: readonly Picture[] = [
  {
    name: 'workspace',
    theme: 'light',
    size: [1280, 900],
    user: 'U0LEA',
    channel: outreach,
    prepare: async (page) => {
      await page.getByRole('button', { name: /^Try this/, expanded: true }).waitFor();
      await foldGuide(page);
      await type(page, '/invites log https://www.linkedin.com/in/jane-doe "Jane Doe"', 'Logged Jane Doe.');
      await type(page, '/invites log @jane-doe', 'Not logged:');
      await type(page, '/invites quota', 'of about 100 sent in 7 days');
    },
  },
  {
    name: 'check-dark',
    theme: 'dark',
    size: [1280, 800],
    user: 'U0TOM',
    channel: outreach,
    prepare: async (page) => {
      await page.getByRole('button', { name: /^Try this/, expanded: true }).waitFor();
      await foldGuide(page);
      await type(page, '/invites log https://www.linkedin.com/in/sam-lee "Sam Lee"', 'Logged Sam Lee.');
      await type(page, '/invites check @jane-doe @sam-lee @omar-castro', 'omar-castro');
      await type(page, '/invites accepted "Sam Lee"', 'Accepted today');
    },
  },
  {
    name: 'drawer',
    theme: 'light',
    size: [1280, 800],
    user: 'U0YOU',
    channel: outreach,
    prepare: async (page) => {
      await page.getByRole('button', { name: /developer/i }).click();
      await type(page, '/invites log @ada-weber', 'Logged ada-weber.');
      await page.getByText('/invites log @ada-weber').last().waitFor();
    },
  },
  home('home', 'U0LEA', 800, async () => undefined),
  home('log-form', 'U0LEA', 800, async (page) => {
    const form = await press(page, 'Log Invites', 'Log Invites');
    await form
      .getByLabel('People')
      .fill('https://www.linkedin.com/in/jane-doe Jane Doe\nhttps://www.linkedin.com/in/kim-poe Kim Poe');
    await form.getByRole('button', { name: 'Check These People' }).click();
    await form.getByText('1 of 2 not allowed').waitFor();
    // What was pressed gets the focus back, which scrolls to it.
    await form.getByRole('button', { name: 'Check These People' }).and(page.locator(':focus')).waitFor();
    await form.getByRole('region').evaluate((body) => body.scrollTo(0, body.scrollHeight));
  }),
  home('record-outcomes', 'U0LEA', 800, async (page) => {
    const form = await press(page, 'Record Outcomes', 'Record Outcomes');
    await form.getByRole('checkbox').nth(0).check();
    await form.getByRole('checkbox').nth(2).check();
  }),
  home('page-form', 'U0LEA', 640, async (page) => {
    const form = await press(page, 'Log PageInvites', 'Log PageInvites');
    await form.getByLabel('PageInvites sent').fill('12');
    await form.getByLabel('Company page').fill('Acme');
  }),
  home('check-form', 'U0LEA', 640, async (page) => {
    const form = await press(page, 'Check People', 'Check People');
    await form
      .getByRole('textbox', { name: 'People' })
      .fill('https://www.linkedin.com/in/kim-poe Kim Poe\nJane Doe');
  }),
  home('counter-form', 'U0LEA', 640, async (page) => {
    const form = await press(page, 'Set LinkedIn’s Counter', 'Set LinkedIn’s Counter');
    await form.getByLabel('Invitations left this month').fill('29900');
  }),
  home('block-form', 'U0LEA', 640, async (page) => {
    await press(page, 'Report a Block', 'Report a Block');
  }),
  home('my-settings', 'U0TOM', 800, async (page) => {
    await press(page, 'Change My Settings', 'My settings');
  }),
  home('set-up', 'U0YOU', 800, async (page) => {
    await press(page, 'Set Up Headroom', 'Set up Headroom');
  }),
  home('settings', 'U0YOU', 800, async (page) => {
    const form = await press(page, 'Set Up Headroom', 'Set up Headroom');
    await form.getByRole('button', { name: 'Set Up Headroom' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Headroom is set up', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Done', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    // Set-up changes Home, a moment later: it is opened once more.
    await place(page, 'outreach').click();
    await openHome(page);
    await press(page, 'Change Team Settings', 'Settings');
  }),
  home('limits', 'U0YOU', 800, async (page) => {
    await press(page, 'Change Team Settings', 'Settings');
    await press(page, 'Change Limits', 'Limits');
  }),
  home('rules', 'U0YOU', 800, async (page) => {
    await press(page, 'Change Team Settings', 'Settings');
    await press(page, 'Change Managers and Rules', 'Managers and rules');
  }),
  home('team', 'U0YOU', 800, async (page) => {
    const settings = await press(page, 'Change Team Settings', 'Settings');
    await settings.getByRole('button', { name: /^Change Team/ }).click();
    await page.getByRole('dialog', { name: 'Team', exact: true }).waitFor();
  }),
  home('team-now', 'U0YOU', 800, async (page) => {
    const team = page.getByRole('heading', { name: 'Your team now' });
    await team.evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
  }),
  {
    name: 'leaderboard',
    theme: 'light',
    size: [1280, 900],
    user: 'U0YOU',
    channel: outreach,
    prepare: async (page) => {
      await closeModals(page);
      await foldGuide(page);
      await type(page, '/invites leaderboard month', 'Leaderboard');
    },
  },
  home('leaderboard-form', 'U0YOU', 800, async (page) => {
    await press(page, 'Show Leaderboard', 'Leaderboard');
  }),
  {
    name: 'digest',
    theme: 'light',
    size: [1280, 640],
    user: 'U0YOU',
    channel: outreach,
    prepare: async (page) => {
      await closeModals(page);
      await chooseChannel(page);
      await place(page, 'outreach').click();
      await type(page, '/invites log 3', 'Logged 3');
      await nextDigest(page, /^Team · Tuesday/);
    },
  },
  {
    name: 'digest-quiet',
    theme: 'light',
    size: [1280, 640],
    user: 'U0YOU',
    channel: outreach,
    prepare: async (page) => {
      await foldGuide(page);
      await nextDigest(page, /^Team: nothing was logged since/);
    },
  },
  {
    name: 'digest-monday',
    theme: 'light',
    size: [1280, 1200],
    user: 'U0YOU',
    channel: outreach,
    prepare: async (page) => {
      await foldGuide(page);
      // Thursday, Friday; what is logged at the very moment of a digest is of no later one.
      for (const _ of ['Thursday', 'Friday']) await nextDigest(page, /^Team: nothing was logged since/);
      await forwardOneDay(page);
      await type(page, '/invites log 2', 'Logged 2');
      await nextDigest(page, /^Team · Monday/);
      await foldGuide(page);
      const title = page.getByText(/^Team · Monday/).last();
      await title.evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
    },
  },
  {
    name: 'check-in',
    theme: 'light',
    size: [1280, 900],
    user: 'U0LEA',
    channel: outreach,
    prepare: async (page) => {
      await closeModals(page);
      await place(page, 'Headroom').click();
      await page.getByRole('tab', { name: 'Messages' }).click();
      await page.getByRole('button', { name: 'Save Acceptances' }).last().waitFor();
      await foldGuide(page);
    },
  },
];

/** Where the team's digest goes. */
async function chooseChannel(page: Page): Promise<void> {
  await openHome(page);
  const settings = await press(page, 'Change Team Settings', 'Settings');
  await settings.getByRole('button', { name: /^Change Team/ }).click();
  await page.getByRole('dialog', { name: 'Team', exact: true }).waitFor();
  const people = await press(page, 'Change People and Channel', 'People and channel');
  await people.getByRole('combobox', { name: /^Channel/ }).click();
  await page
    .getByRole('listbox', { name: /^Channel/ })
    .getByRole('option', { name: 'outreach' })
    .click();
  await people.getByRole('button', { name: 'Save Team' }).click();
  await page.getByRole('dialog').getByText('outreach', { exact: false }).first().waitFor();
  await closeModals(page);
}

async function forwardOneDay(page: Page): Promise<void> {
  await page.getByRole('button', { name: /The workspace's time/ }).click();
  await page.getByRole('button', { name: '+1 day', exact: true }).click();
  await page.keyboard.press('Escape');
}

/** Moves the workspace's clock to when the next digest is due, and waits for it. */
async function nextDigest(page: Page, comes: RegExp): Promise<void> {
  await page.getByRole('button', { name: /The workspace's time/ }).click();
  await page.getByRole('button', { name: nextDigestName, exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByText(comes).last().waitFor();
}

/** A picture that begins in the app's Home. */
function home(name: string, user: string, height: number, prepare: (page: Page) => Promise<void>): Picture {
  return {
    name,
    theme: 'light',
    size: [1280, height],
    user,
    channel: outreach,
    prepare: async (page) => {
      await openHome(page);
      await prepare(page);
    },
  };
}

/** Goes to the app's Home, and waits for what is published because it was opened: nothing moves behind a modal then. */
async function openHome(page: Page): Promise<void> {
  await closeModals(page);
  const before = (await shownState(page)).home?.hash;
  const published = page.waitForResponse(async (response) => {
    if (!response.url().includes('/_page/state')) return false;
    const hash = stateSchema.parse(await response.json()).home?.hash;
    return hash !== undefined && hash !== before;
  });
  await place(page, 'Headroom').click();
  await published;
  await page.getByText('As of ', { exact: false }).waitFor();
  await foldGuide(page);
}

function place(page: Page, name: string): Locator {
  return page.getByRole('navigation', { name: 'Channels and messages' }).getByRole('button', { name });
}

/** What the simulator shows to the person of this page now. */
async function shownState(page: Page): Promise<z.infer<typeof stateSchema>> {
  const user = new URL(page.url()).searchParams.get('user') ?? '';
  const state: unknown = await page.evaluate(
    async (user) => (await fetch(`/_page/state?user=${user}`)).json(),
    user,
  );
  return stateSchema.parse(state);
}

/** The list of things to try would take half of the window. */
async function foldGuide(page: Page): Promise<void> {
  const fold = page.getByRole('button', { name: /^Try this/, expanded: true });
  if (await fold.isVisible()) await fold.click();
}

/** What the picture before left open. */
async function closeModals(page: Page): Promise<void> {
  if ((await shownState(page)).views.length === 0) return;
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Close', exact: true }).first().click();
  await dialog.waitFor({ state: 'detached' });
}

/** Presses a button, and gives the modal that is on top then: the one of this title. */
async function press(page: Page, button: string, title: string): Promise<Locator> {
  await page.getByRole('button', { name: button, exact: true }).last().click();
  const modal = page.getByRole('dialog', { name: title, exact: true });
  await modal.waitFor();
  return modal;
}

/** Types a line as a person would, and waits for these words of the answer. */
async function type(page: Page, line: string, words: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /^Message to/ });
  await composer.fill(line);
  await composer.press('Enter');
  await page.getByRole('article').filter({ hasText: words }).last().waitFor();
}
