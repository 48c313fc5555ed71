import type { Page } from 'playwright-core';

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
    user: 'U0MAYA',
    channel: outreach,
    prepare: async (page) => {
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
];

/** Types a line as a person would, and waits for these words of the answer. */
async function type(page: Page, line: string, words: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: /^Message to/ });
  await composer.fill(line);
  await composer.press('Enter');
  await page.getByRole('article').filter({ hasText: words }).last().waitFor();
}
