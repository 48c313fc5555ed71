import type { HomeView } from '@slack/types';

/** Stands in Home while the database does not answer: an old Home would pass for the present one. */
export const unreadHome: HomeView = {
  type: 'home',
  blocks: [
    {
      type: 'section',
      text: {
        type: 'plain_text',
        text: 'The database does not answer, so there is nothing to show. Open Home again in a minute.',
      },
    },
  ],
};
