import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/simulator/page/api.ts';
import { daysOf, firstUnread } from '../../src/simulator/page/conversation.ts';

const now = Date.UTC(2026, 10, 24, 17);
const berlin = { viewer: { id: 'U1', name: 'lena', realName: 'Lena Ortiz', tz: 'Europe/Berlin' }, now };

function at(day: number, hour: number, minute: number, more: Partial<Message> = {}): Message {
  const ts = `${Date.UTC(2026, 10, day, hour, minute) / 1000}.000100`;
  const plain = { text: 'words', blocks: [], files: [], ephemeral: false, edited: false };
  return { ts, channel: 'C1', user: 'U2', ...plain, ...more };
}

const grouped = (messages: readonly Message[], newSince?: string) =>
  daysOf(messages, berlin, newSince).flatMap(({ rows }) => rows.map(({ goesOn }) => goesOn));

describe('the days of a conversation', () => {
  it('are named as the reader would, and say another year', () => {
    const lastYear = at(24, 9, 0, { ts: `${Date.UTC(2025, 10, 24, 9) / 1000}.000100` });
    const days = daysOf([lastYear, at(20, 9, 0), at(23, 9, 0), at(24, 9, 0)], berlin, undefined);
    expect(days.map(({ label }) => label)).toEqual([
      'Monday, November 24th, 2025',
      'Friday, November 20th',
      'Yesterday',
      'Today',
    ]);
  });

  it('begin at midnight of the reader, not of the server', () => {
    const messages = [at(23, 22, 59), at(23, 23, 0)];
    expect(daysOf(messages, berlin, undefined).map(({ label }) => label)).toEqual(['Yesterday', 'Today']);
    const angeles = { ...berlin, viewer: { ...berlin.viewer, tz: 'America/Los_Angeles' } };
    expect(daysOf(messages, angeles, undefined).map(({ label }) => label)).toEqual(['Yesterday']);
  });
});

describe('messages of one author', () => {
  it('go on within five minutes, and begin anew after them', () => {
    expect(grouped([at(24, 9, 0), at(24, 9, 4), at(24, 9, 8), at(24, 9, 13)])).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('begin anew after another author, around what only the reader sees, on a new day and where the unread begin', () => {
    expect(grouped([at(24, 9, 0), at(24, 9, 1, { user: 'U3' }), at(24, 9, 2)])).toEqual([
      false,
      false,
      false,
    ]);
    expect(grouped([at(24, 9, 0), at(24, 9, 1, { ephemeral: true }), at(24, 9, 2)])).toEqual([
      false,
      false,
      false,
    ]);
    expect(grouped([at(23, 22, 59), at(23, 23, 1)])).toEqual([false, false]);
    expect(grouped([at(24, 9, 0), at(24, 9, 1), at(24, 9, 2)], at(24, 9, 1).ts)).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('the unread', () => {
  it("begin at the last messages of others, since one's own are not counted", () => {
    const messages = [at(24, 9, 0), at(24, 9, 1), at(24, 9, 2, { user: 'U1' }), at(24, 9, 3)];
    expect(firstUnread(messages, 'U1', 2)).toBe(at(24, 9, 1).ts);
    expect(firstUnread(messages, 'U1', 0)).toBeUndefined();
  });
});
