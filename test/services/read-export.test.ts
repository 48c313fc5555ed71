import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotAllowedError } from '../../src/errors.ts';
import { addSettings } from '../../src/ledger/read-settings.ts';
import { teammates } from '../../src/ledger/schema.ts';
import type { Call } from '../../src/services/call.ts';
import { csvRows } from '../../src/services/csv.ts';
import { liftRestriction } from '../../src/services/lift-restriction.ts';
import { createLocalInstants } from '../../src/services/local-instants.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { logPages } from '../../src/services/log-pages.ts';
import { type ExportChoice, queueExport } from '../../src/services/queue-export.ts';
import { type ExportPlace, readExport } from '../../src/services/read-export.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { restrictAccount } from '../../src/services/restrict-account.ts';

import { setCounter } from '../../src/services/set-counter.ts';
import { undoRequest } from '../../src/services/undo-request.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';
import { readCsv } from './read-csv.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
  const { ledger } = database;
  const set = (subject: string, document: object) =>
    ledger.transact({ deadlineMs: 10_000 }, (tx) =>
      addSettings(tx, {
        workspaceId: 'T1',
        subject,
        version: 1,
        document,
        changedAt: now,
        changedBy: 'UBOSS',
      }),
    );
  await set('workspace', { managers: ['UBOSS'] });
  await set('team:1', { name: 'Sales', zone: 'Europe/Berlin', managers: ['ULEAD'] });
  await ledger.transact({ deadlineMs: 10_000 }, async (tx) => {
    await tx.insert(teammates).values({ workspaceId: 'T1', userId: 'UA', team: 1 });
  });
  const jane = { key: 'in:jane-doe', name: '=HYPERLINK("http://x","Jane")' } as const;
  const manner = { marks: ['new_connection' as const], via: 'direct' as const, because: 'met' as const };
  await logInvites(ledger, callOf({ userId: 'UA' }), {
    people: [jane],
    manner: { ...manner, note: '@SUM(1+1), "dear"\nJane' },
  });
  await recordOutcome(ledger, callOf({ userId: 'UA', now: now + 1_000 }), {
    outcome: 'accepted',
    people: [jane],
  });
  const { requestId } = await logInvites(ledger, callOf({ userId: 'UA' }), { people: [person('mistake')] });
  await undoRequest(ledger, callOf({ userId: 'UA' }), { requestId });
  // At 23:30 of the day before in Berlin.
  await logInvites(ledger, callOf({ userId: 'UA', zone: 'Europe/Berlin' }), {
    people: [],
    unnamed: 2,
    sentAt: Date.parse('2026-10-24T21:30:00Z'),
  });
  await logInvites(ledger, callOf({ userId: 'UB', zone: 'America/St_Johns' }), {
    people: [person('of-b')],
    manner: { marks: [], note: 'a note of B' },
    spread: [now],
  });
  await logInvites(ledger, callOf({ workspaceId: 'T2', userId: 'UA' }), { people: [person('elsewhere')] });
});
afterAll(() => database.drop());

const now = Date.parse('2026-11-24T09:00:00Z');
const names = new Map([['UA', '+Ada']]);

async function exported(call: Partial<Call>, choice: ExportChoice = {}) {
  const part = await readExport(database.ledger, callOf(call), choice, { names });
  const [titles = [], ...rows] = readCsv(part.csv.replace('\ufeff', ''));
  return rows.map((row) => Object.fromEntries(row.map((cell, n) => [titles[n], cell])));
}

describe('an export', () => {
  it('begins as Excel wants it, and has a line for every fact of one’s own', async () => {
    const { csv, entries, next } = await readExport(database.ledger, callOf({ userId: 'UA' }), {}, { names });
    expect(csv.startsWith('\ufeffKind,Happened at,')).toBe(true);
    expect(csv.endsWith('\r\n')).toBe(true);
    expect([entries, next]).toEqual([5, null]);
    const rows = await exported({ userId: 'UA' });
    expect(rows.map((row) => row.Kind)).toEqual(['Sent', 'Accepted', 'Sent', 'Sent', 'Sent']);
    expect(rows[0]).toMatchObject({
      'Happened at': '2026-11-24T10:00:00+01:00',
      'Local date': '2026-11-24',
      Person: '\'=HYPERLINK("http://x","Jane")',
      Profile: 'https://www.linkedin.com/in/jane-doe',
      'State now': 'Accepted',
      'Account owner': "'+Ada",
      'Account owner ID': 'UA',
      'Way of sending': 'direct',
      Reason: 'met',
      Marks: 'new connection',
      Source: 'command',
      Note: '\'@SUM(1+1), "dear"\nJane',
    });
  });

  it('says what was taken back and when, and the date by the clock that was in force', async () => {
    const rows = await exported({ userId: 'UA' });
    expect(rows[2]).toMatchObject({ Profile: 'https://www.linkedin.com/in/mistake', 'State now': '' });
    expect(rows[2]?.['Taken back at']).toBe('2026-11-24T10:00:00+01:00');
    expect(rows[3]).toMatchObject({
      'Happened at': '2026-10-24T23:30:00+02:00',
      'Local date': '2026-10-24',
      'Date estimated': '',
      Person: '',
    });
  });

  it('says which dates were estimated', async () => {
    const rows = await exported({ userId: 'UB' });
    expect(rows[0]).toMatchObject({ Profile: 'https://www.linkedin.com/in/of-b', 'Date estimated': 'yes' });
  });

  it('is cut to local dates, the last one included', async () => {
    const days = (choice: ExportChoice) => exported({ userId: 'UA' }, choice).then((rows) => rows.length);
    expect(await days({ from: '2026-10-24', to: '2026-10-24' })).toBe(2);
    expect(await days({ from: '2026-10-25', to: '2026-11-23' })).toBe(0);
    expect(await days({ from: '2026-10-25' })).toBe(3);
    expect(await days({ to: '2026-10-24' })).toBe(2);
  });

  it('gives managers their team’s, or everybody’s, with notes; others their own alone', async () => {
    const owners = async (userId: string, choice: ExportChoice) => {
      const rows = await exported({ userId }, choice);
      return [...new Set(rows.map((row) => row['Account owner ID']))].join(' ');
    };
    expect(await owners('UBOSS', { team: null })).toBe('UA UB');
    expect(await owners('UBOSS', { team: 1 })).toBe('UA');
    expect(await owners('ULEAD', { team: 1 })).toBe('UA');
    const refused: [string, ExportChoice][] = [
      ['ULEAD', { team: null }],
      ['ULEAD', { team: 2 }],
      ['UA', { team: 1 }],
      ['UA', { team: null }],
    ];
    for (const [userId, choice] of refused) {
      await expect(exported({ userId }, choice)).rejects.toThrow(NotAllowedError);
      await expect(queueExport(database.ledger, callOf({ userId }), choice)).rejects.toThrow(NotAllowedError);
    }
    const rows = await exported({ userId: 'UBOSS' }, { team: null });
    expect(rows.find((row) => row['Account owner ID'] === 'UB')?.Note).toBe('a note of B');
  });

  it('shows a note to its author only, when no manager asks', async () => {
    const { ledger } = database;
    await logInvites(ledger, callOf({ userId: 'UBOSS', owner: 'UB' }), {
      people: [person('for-b')],
      manner: { marks: [], note: 'a note of the boss' },
    });
    const sent = (await exported({ userId: 'UB' })).filter((row) => row.Kind === 'Sent');
    const notes = sent.map((row) => row.Note);
    expect(notes).toEqual(['a note of B', '']);
  });

  it('comes in parts that together are all of it, each entry once', async () => {
    const { ledger } = database;
    const whole = await exported({ userId: 'UBOSS' }, { team: null });
    for (const most of [1, 2, 3, 6, 7]) {
      const lines: string[] = [];
      let after: ExportPlace | undefined;
      for (let part = 1; ; part += 1) {
        const told = { names, most, ...(after && { after }) };
        const read = await readExport(ledger, callOf({ userId: 'UBOSS' }), { team: null }, told);
        expect([read.part, read.entries <= most]).toEqual([part, true]);
        lines.push(
          ...readCsv(read.csv)
            .slice(1)
            .map((row) => row.join()),
        );
        if (!read.next) break;
        after = read.next;
      }
      expect(lines).toEqual(whole.map((row) => Object.values(row).join()));
    }
  });
});

it('has words for what happened, and of a counter the number that was typed', async () => {
  const { ledger } = database;
  const call = () => callOf({ userId: 'UC' });
  await logInvites(ledger, call(), { people: [person('late')], sentAt: now - 200 * 24 * 60 * 60 * 1000 });
  await setCounter(ledger, call(), { left: 2_750 });
  await logPages(ledger, call(), { quantity: 3, page: null });
  await restrictAccount(ledger, call(), { until: null });
  await liftRestriction(ledger, call());
  const rows = await exported({ userId: 'UC' });
  expect(rows.map((row) => [row.Kind, row['State now'], row.Quantity, row.More])).toEqual([
    ['Sent', 'Expired', '1', ''],
    ['LinkedIn’s counter set', '', '2750', ''],
    ['PageInvites sent', '', '3', ''],
    ['Blocked by LinkedIn', '', '1', ''],
    ['Block over', '', '1', ''],
  ]);
});

describe('a cell of a file', () => {
  it.each(['=1+1', '+1', '-1', '@a', '\tx', '\rx', '＝1', '＋1', '－1', '＠a'])(
    'is no formula: %j',
    (text) => {
      expect(readCsv(csvRows([[text, 'ok']]))).toEqual([[`'${text}`, 'ok']]);
    },
  );

  it('is left as it is when it is a number, or begins harmlessly', () => {
    expect(csvRows([[-3, 'a=1', ' b', '', null, 'c,"d"']])).toBe('-3,a=1, b,,,"c,""d"""\r\n');
  });
});

it('keeps a line break of a note within its cell', () => {
  expect(readCsv(csvRows([['a\r=1+1', 'b\n=1'], ['c']]))).toEqual([['a\r=1+1', 'b\n=1'], ['c']]);
});

describe('an instant of a file', () => {
  it.each([
    ['Europe/Berlin', '2026-10-25T00:59:59Z', '2026-10-25T02:59:59+02:00'],
    ['Europe/Berlin', '2026-10-25T01:00:00Z', '2026-10-25T02:00:00+01:00'],
    ['America/St_Johns', '2026-11-24T09:00:00Z', '2026-11-24T05:30:00-03:30'],
    ['Pacific/Chatham', '2026-11-24T09:00:00Z', '2026-11-24T22:45:00+13:45'],
    ['UTC', '2026-11-24T09:00:00Z', '2026-11-24T09:00:00+00:00'],
  ])('has the offset of %s at %s', (zone, at, expected) => {
    const instant = createLocalInstants();
    expect([instant(Date.parse(at), zone), instant(Date.parse(at), zone)]).toEqual([expected, expected]);
  });
});
