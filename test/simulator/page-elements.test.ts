import { describe, expect, it } from 'vitest';
import { choicesOf, matching } from '../../src/simulator/page/elements/choices.ts';
import { richTextOf, wordsOf } from '../../src/simulator/page/elements/rich-text.ts';
import { sortOut } from '../../src/simulator/page/elements/uploads.ts';
import { sizeInWords } from '../../src/simulator/page/size-in-words.ts';

const option = (value: string) => ({ value, text: { type: 'plain_text' as const, text: value } });

describe('the choices of a select', () => {
  it('carry the group they stand in', () => {
    const groups = [{ label: { text: 'Kinds' }, options: [option('Free')] }];
    expect(choicesOf({ option_groups: groups })).toMatchObject([{ words: 'Free', group: 'Kinds' }]);
  });

  it('are found by any part, whatever the case and the accents', () => {
    const choices = choicesOf({ options: [option('Zoë Ortiz'), option('Omar')] });
    expect(matching(choices, ' zoe O').map(({ value }) => value)).toEqual(['Zoë Ortiz']);
    expect(matching(choices, '')).toHaveLength(2);
  });
});

describe('a rich text input', () => {
  it('reads back what it made, line breaks and all', () => {
    expect(wordsOf(richTextOf('one\n\ntwo'))).toBe('one\n\ntwo');
  });

  it('shows the words of what the app put there, a line for each point of a list', () => {
    const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
    const list = ['first', 'second'].map((text) => section({ type: 'text', text }));
    const value = {
      type: 'rich_text',
      elements: [
        section(
          { type: 'text', text: 'Ask ' },
          { type: 'user', user_id: 'U1' },
          { type: 'emoji', name: 'wave' },
        ),
        { type: 'rich_text_list', style: 'bullet', elements: list },
      ],
    };
    expect(wordsOf(value)).toBe('Ask @U1:wave:\nfirst\nsecond');
  });
});

describe('a file input', () => {
  const file = (name: string) => new File(['x'], name);
  const names = ({ taken }: ReturnType<typeof sortOut>) => taken.map(({ name }) => name);

  it('takes the types it asks for, and names one that is not', () => {
    const found = sortOut([file('a.CSV'), file('b.pdf')], 5, ['csv', 'txt']);
    expect(names(found)).toEqual(['a.CSV']);
    expect(found.refusal).toBe('b.pdf is not one of: csv, txt.');
  });

  it('takes no more than there is room for', () => {
    const found = sortOut([file('a.csv'), file('b.csv')], 1);
    expect(names(found)).toEqual(['a.csv']);
    expect(found.refusal).toContain('no room');
  });

  it('says a size in words', () => {
    expect([1, 12, 3_400, 2_500_000].map(sizeInWords)).toEqual(['1 byte', '12 bytes', '3.4 kB', '2.5 MB']);
  });
});
