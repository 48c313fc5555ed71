import type { Locator, Page } from 'playwright-core';

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

export const pictures: readonly Picture[] = [
  {
    name: 'workspace',
    theme: 'light',
    size: [1280, 800],
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
  home('home', 'U0LEA', async () => undefined),
  home('log-form', 'U0LEA', async (page) => {
    const form = await press(page, 'Log Invites', /Log Invites/);
    await form
      .getByLabel('People')
      .fill('https://www.linkedin.com/in/jane-doe Jane Doe\nhttps://www.linkedin.com/in/kim-poe Kim Poe');
    await form.getByRole('button', { name: 'Check These People' }).click();
    const preview = form.getByText(/Not allowed now/).last();
    await preview.waitFor();
    await preview.evaluate((line) => line.scrollIntoView({ block: 'end' }));
  }),
  home('record-outcomes', 'U0LEA', async (page) => {
    const form = await press(page, 'Record Outcomes', /Record Outcomes/);
    await form.getByRole('checkbox').nth(0).check();
    await form.getByRole('checkbox').nth(2).check();
  }),
  home('my-settings', 'U0TOM', async (page) => {
    await press(page, 'Change My Settings', /settings/i);
  }),
  home('set-up', 'U0YOU', async (page) => {
    await press(page, 'Set Up Headroom', /Set up/i);
  }),
  home('settings', 'U0YOU', async (page) => {
    const form = await press(page, 'Set Up Headroom', /Set up/i);
    await form.getByRole('button', { name: 'Set Up Headroom' }).click();
    await page.getByRole('dialog').last().getByText('Headroom is set up', { exact: false }).waitFor();
    await page.getByRole('dialog').last().getByRole('button', { name: 'Done', exact: true }).click();
    await page.getByRole('dialog').first().waitFor({ state: 'detached' });
    await press(page, 'Change Team Settings', /Settings/);
  }),
  home('limits', 'U0YOU', async (page) => {
    await press(page, 'Change Team Settings', /Settings/);
    await press(page, 'Change Limits', /limits/i);
  }),
  home('team-now', 'U0YOU', async (page) => {
    const team = page.getByRole('heading', { name: 'Your team now' });
    // Home is published anew by being opened, which may come after the first look at it.
    for (let still = 0; still < 4; ) {
      await page.waitForTimeout(250);
      const top = await team.evaluate((heading) => {
        heading.scrollIntoView({ block: 'end' });
        heading.scrollIntoView({ block: 'start' });
        return heading.getBoundingClientRect().top;
      });
      still = top < 400 ? still + 1 : 0;
    }
  }),
  {
    name: 'leaderboard',
    theme: 'light',
    size: [1280, 800],
    user: 'U0YOU',
    channel: outreach,
    prepare: async (page) => {
      await closeModals(page);
      await foldGuide(page);
      await type(page, '/invites leaderboard month', 'Leaderboard');
    },
  },
  home('leaderboard-form', 'U0YOU', async (page) => {
    await press(page, 'Show Leaderboard', /Leaderboard/);
  }),
];

/** A picture that begins in the app's Home. */
function home(name: string, user: string, prepare: (page: Page) => Promise<void>): Picture {
  return {
    name,
    theme: 'light',
    size: [1280, 800],
    user,
    channel: outreach,
    prepare: async (page) => {
      await openHome(page);
      await prepare(page);
    },
  };
}

/** Goes to the app's Home. */
async function openHome(page: Page): Promise<void> {
  await closeModals(page);
  await page
    .getByRole('navigation', { name: 'Channels and messages' })
    .getByRole('button', { name: 'Headroom' })
    .click();
  await page.getByText('As of ', { exact: false }).waitFor();
  await foldGuide(page);
}

/** The list of things to try would take half of the window. */
async function foldGuide(page: Page): Promise<void> {
  const fold = page.getByRole('button', { name: /^Try this/, expanded: true });
  if (await fold.isVisible()) await fold.click();
}

/** What the picture before left open. */
async function closeModals(page: Page): Promise<void> {
  await page
    .getByRole('textbox', { name: /^Message/ })
    .or(page.getByRole('dialog'))
    .first()
    .waitFor();
  for (let left = await page.getByRole('dialog').count(); left > 0; left -= 1) {
    const top = page.getByRole('dialog').last();
    await top.getByRole('button', { name: 'Close', exact: true }).first().click();
    await page
      .getByRole('dialog')
      .nth(left - 1)
      .waitFor({ state: 'detached' });
  }
}

/** Presses a button, and gives the modal that is on top then: the one of this title. */
async function press(page: Page, button: string, title: RegExp): Promise<Locator> {
  await page.getByRole('button', { name: button, exact: true }).last().click();
  const modal = page.getByRole('dialog', { name: title }).last();
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
