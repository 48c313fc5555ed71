import { describe, expect, it } from 'vitest';
import { messageText } from '../../../src/slack/message-text.ts';
import { peopleIn } from '../../../src/slack/shortcuts/log-message.ts';

const keysIn = (text: string) => peopleIn(text).people.map(({ key }) => key);

it('an address that stands only in a block or an attachment is found, once', () => {
  const text = messageText({
    text: 'Met two: <https://www.linkedin.com/in/jane-doe>',
    blocks: [
      {
        type: 'rich_text',
        elements: [
          { type: 'link', url: 'https://www.linkedin.com/in/jane-doe', text: 'her' },
          { type: 'link', url: 'https://www.linkedin.com/in/sam-lee', text: 'him' },
          { type: 'user', user_id: 'U0BOSS' },
        ],
      },
    ],
    attachments: [{ title: 'Kim', title_link: 'https://www.linkedin.com/in/kim-poe' }],
  });
  expect(keysIn(text)).toEqual(['in:jane-doe', 'in:sam-lee', 'slack:U0BOSS', 'in:kim-poe']);
});

describe('the people of a message', () => {
  it('are whom it links, writes bare or mentions, each once, in their order', () => {
    expect(
      keysIn(
        'See <https://www.linkedin.com/in/jane-doe|Jane>, linkedin.com/in/sam-lee! and <@U0BOSS> ' +
          '(https://de.linkedin.com/in/jane-doe/de?trk=a&amp;b=c), <@U0ADA|ada>; <https://www.linkedin.com/in/%C3%A9va>.',
      ),
    ).toEqual(['in:jane-doe', 'in:sam-lee', 'slack:U0BOSS', 'slack:U0ADA', 'in:éva']);
  });

  it('are people only: LinkedIn’s other pages are counted, other sites are not', () => {
    expect(
      peopleIn(
        '<https://www.linkedin.com/company/acme> linkedin.com/school/mit <https://www.linkedin.com/company/acme> ' +
          '<https://example.com/in/jane> <!channel> <#C0GENERAL|general> <mailto:a@linkedin.com|a@linkedin.com>',
      ),
    ).toEqual({ people: [], others: 2 });
  });

  it.each([
    'https://www.linkedin.com/in/%E0%A4%A',
    'https://www.linkedin.com/in/',
    'linkedin.com/pub/x/1/2/3',
  ])('are not in %s', (address) => {
    expect(peopleIn(`<${address.startsWith('http') ? address : `https://${address}`}>`)).toEqual({
      people: [],
      others: 1,
    });
  });

  it('are not those of another host that looks alike', () => {
    expect(
      keysIn('<https://linkedin.com.evil.example/in/jane> https://evil.example/linkedin.com/in/jane'),
    ).toEqual([]);
  });
});
