import { once } from 'node:events';
import { createServer } from 'node:net';
import { sql } from 'drizzle-orm';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError, DatabaseUnavailableError } from '../../src/errors.ts';
import { connectLedger, type Ledger } from '../../src/ledger/connect.ts';
import { statement } from '../../src/ledger/statement.ts';
import { type Transaction, type Tx, transact } from '../../src/ledger/transact.ts';
import { createTestLedger, type TestLedger } from './database.ts';
import { type FaultyProxy, startProxy } from './proxy.ts';

const facts = pgTable('facts', { name: text('name').primaryKey() });
const note = (name: string) => (tx: Tx) => tx.insert(facts).values({ name });
const seen = async () => (await test.ledger.db.select().from(facts)).map((fact) => fact.name);
const fault = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

let test: TestLedger;
let proxy: FaultyProxy;
let ledger: Ledger;
const closing: Promise<void>[] = [];

beforeAll(async () => {
  test = await createTestLedger({ empty: true });
  await test.ledger.sql`create table facts (name text primary key)`;
});
afterAll(async () => {
  await Promise.all(closing);
  await test.drop();
});
beforeEach(async () => {
  await test.ledger.sql`truncate facts`;
  proxy = await startProxy(test.url);
  ledger = connectLedger({ hashKey: 'of tests', url: proxy.url, maxConnections: 1 });
});
afterEach(() => {
  proxy.cut();
  closing.push(ledger.close(), proxy.close()); // a broken pool takes seconds to close
});

/** Resolves when no transaction is open on the database any more. */
async function settled(): Promise<void> {
  await expect
    .poll(
      async () => {
        const [row] = await test.ledger.sql`
        select count(*)::int as open from pg_stat_activity
        where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`;
        return row?.open;
      },
      { timeout: 10_000 },
    )
    .toBe(0);
}

describe('a transaction', () => {
  it('records and returns what its function returns', async () => {
    const value = await ledger.transact({ deadlineMs: 5_000 }, async (tx) => {
      await note('one')(tx);
      return 'done';
    });
    expect(value).toBe('done');
    expect(await seen()).toEqual(['one']);
  });

  it('rolls back and passes on what its function throws', async () => {
    const refusal = new AppError('no', 'No.');
    const error = await fault(
      transact(ledger, { deadlineMs: 5_000 }, async (tx) => {
        await note('one')(tx);
        throw refusal;
      }),
    );
    expect(error).toBe(refusal);
    expect(await seen()).toEqual([]);
  });

  it('ends a slow statement on the server, in time, and keeps the connection', async () => {
    const pid = async () => {
      const [row] = await transact(ledger, { deadlineMs: 5_000 }, (tx) =>
        tx.execute(sql`select pg_backend_pid() as pid`),
      );
      return row?.pid;
    };
    const before = await pid();
    const error = await fault(
      transact(ledger, { deadlineMs: 600 }, (tx) => tx.execute(sql`select pg_sleep(30)`)),
    );
    expect(error).toMatchObject({ nothingRecorded: true, cause: { code: '57014' } });
    expect(await pid()).toBe(before);
  });

  it('drops a statement that comes after the transaction failed, instead of committing it by itself', async () => {
    let goOn = () => {};
    const failed = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let straggler: Promise<unknown> | undefined;
    const error = await fault(
      transact(ledger, { deadlineMs: 5_000 }, async (tx) => {
        straggler = failed.then(() => note('straggler')(tx));
        await Promise.all([straggler, tx.execute(sql`select 1 / 0`)]);
      }),
    );
    goOn();
    expect(error).toMatchObject({ code: '22012' });
    await expect(straggler).rejects.toThrow();
    expect(await seen()).toEqual([]);
  });

  it('records nothing when its function passes over an error of a statement', async () => {
    const error = await fault(
      transact(ledger, { deadlineMs: 5_000 }, async (tx) => {
        await note('one')(tx);
        await fault(tx.execute(sql`select 1 / 0`));
      }),
    );
    expect(error).toMatchObject({ name: 'LedgerError', code: '22012' });
    expect(await seen()).toEqual([]);
  });

  it('says for certain that nothing was recorded when the database refuses at COMMIT', async () => {
    await test.ledger.sql`create table parents (id int primary key)`;
    await test.ledger.sql`
      create table children (parent int constraint known_parent references parents deferrable initially deferred)`;
    const error = await fault(
      transact(ledger, { deadlineMs: 5_000 }, (tx) => tx.execute(sql`insert into children values (7)`)),
    );
    expect(error).toMatchObject({ name: 'LedgerError', code: '23503', constraint: 'known_parent' });
  });
});

describe('a statement kept for COMMIT', () => {
  const noteLast = statement<never, { name: string }>((its) => sql`insert into facts values (${its.name})`);
  const last = (name: string) => async (tx: Transaction) => tx.atCommit(noteLast({ name }));

  it('is recorded with the others, after them', async () => {
    await transact(ledger, { deadlineMs: 5_000 }, async (tx) => {
      tx.atCommit(noteLast({ name: 'two' }));
      await note('one')(tx);
      expect((await tx.select().from(facts)).map((fact) => fact.name)).toEqual(['one']);
    });
    expect(await seen()).toEqual(['one', 'two']);
  });

  it('is sent with COMMIT, in one packet', async () => {
    await transact(ledger, { deadlineMs: 5_000 }, last('prepared'));
    proxy.at('commit', 'cut-before');
    const error = await fault(transact(ledger, { deadlineMs: 5_000 }, last('one')));
    expect(error).toMatchObject({ nothingRecorded: false });
    await settled();
    expect(await seen()).toEqual(['prepared']);
  });

  it('that the database refuses undoes all, for certain, and leaves the connection fit for use', async () => {
    const error = await fault(
      transact(ledger, { deadlineMs: 5_000 }, async (tx) => {
        await note('one')(tx);
        for (const name of ['two', 'one', 'three']) tx.atCommit(noteLast({ name }));
      }),
    );
    expect(error).toMatchObject({ name: 'LedgerError', code: '23505', query: 'insert-facts' });
    expect(await seen()).toEqual([]);
    await transact(ledger, { deadlineMs: 5_000 }, last('four'));
    expect(await seen()).toEqual(['four']);
  });

  it('is not committed by itself when the driver tries it again after the transaction was undone', async () => {
    await transact(ledger, { deadlineMs: 5_000 }, last('prepared'));
    const error = await fault(
      transact(ledger, { deadlineMs: 5_000 }, async (tx) => {
        await note('one')(tx);
        await tx.execute(sql`deallocate all`);
        tx.atCommit(noteLast({ name: 'two' }));
      }),
    );
    expect(error).toMatchObject({ name: 'LedgerError', code: '26000' });
    expect(await seen()).toEqual(['prepared']);
    await transact(ledger, { deadlineMs: 5_000 }, last('three'));
    expect(await seen()).toEqual(['prepared', 'three']);
  });

  it('is not taken once the function has returned', async () => {
    let kept: Transaction | undefined;
    await transact(ledger, { deadlineMs: 5_000 }, async (tx) => {
      kept = tx;
    });
    expect(() => kept?.atCommit(noteLast({ name: 'late' }))).toThrow('over');
  });

  it('cannot lack a value: that is found before anything is sent', () => {
    const given: { name?: string } = {};
    expect(() => noteLast(given as { name: string })).toThrow('lacks its name');
  });
});

describe('a connection for transactions', () => {
  it('cannot write outside one', async () => {
    const line = await ledger.lines.take();
    await expect(line.client`insert into facts values ('stray')`).rejects.toMatchObject({ code: '25006' });
    ledger.lines.release(line);
  });

  it('is used again, and BEGIN then travels with the first statement', async () => {
    const pid = (tx: Tx) => tx.execute(sql`select pg_backend_pid() as pid`);
    const [first] = await transact(ledger, { deadlineMs: 5_000 }, pid);
    proxy.at('begin', 'mute'); // only the answer to both is held back
    const error = await fault(transact(ledger, { deadlineMs: 500 }, note('one')));
    expect(error).toMatchObject({ nothingRecorded: true });
    const [second] = await transact(ledger, { deadlineMs: 5_000 }, pid);
    expect(second?.pid).not.toBe(first?.pid);
  });

  it('that is lost while the function does something else ends the transaction at once', async () => {
    const error = await fault(
      transact(ledger, { deadlineMs: 10_000 }, async (tx) => {
        await note('one')(tx);
        proxy.cut();
        await new Promise(() => {});
      }),
    );
    expect(error).toMatchObject({ nothingRecorded: true, cause: { code: 'CONNECTION_CLOSED' } });
    expect(await seen()).toEqual([]);
    await transact(ledger, { deadlineMs: 5_000 }, note('two'));
    expect(await seen()).toEqual(['two']);
  });

  it('that was lost sends nothing any more, although the function goes on', async () => {
    let goOn = () => {};
    const cut = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let straggler: Promise<unknown> | undefined;
    const error = await fault(
      transact(ledger, { deadlineMs: 10_000 }, async (tx) => {
        await note('one')(tx);
        proxy.cut();
        straggler = cut.then(() => note('two')(tx));
        await straggler;
      }),
    );
    goOn();
    await expect(straggler).rejects.toThrow();
    expect(error).toMatchObject({ nothingRecorded: true });
    expect(await seen()).toEqual([]);
  });

  it('is waited for when the ledger closes', async () => {
    const own = connectLedger({ hashKey: 'of tests', url: test.url, maxConnections: 1 });
    let inside = () => {};
    const started = new Promise<void>((resolve) => {
      inside = resolve;
    });
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const work = own.transact({ deadlineMs: 5_000 }, async (tx) => {
      inside();
      await held;
      await note('one')(tx);
    });
    await started;
    const queued = fault(own.transact({ deadlineMs: 5_000 }, note('two')));
    const closed = own.close();
    expect(await queued).toMatchObject({ nothingRecorded: true, cause: { code: 'CONNECTION_ENDED' } });
    goOn();
    await Promise.all([work, closed]);
    expect(await seen()).toEqual(['one']);
  });
});

describe('a transaction that conflicts with another', () => {
  const conflict = sql`do $$ begin raise exception 'conflict' using errcode = '40001'; end $$`;

  it('is tried again', async () => {
    let attempts = 0;
    await transact(ledger, { deadlineMs: 5_000 }, async (tx) => {
      attempts += 1;
      await note('one')(tx);
      if (attempts < 3) await tx.execute(conflict);
    });
    expect(attempts).toBe(3);
    expect(await seen()).toEqual(['one']);
  });

  it('gives up after five attempts, with nothing recorded', async () => {
    let attempts = 0;
    const error = await fault(
      transact(ledger, { deadlineMs: 5_000 }, async (tx) => {
        attempts += 1;
        await tx.execute(conflict);
      }),
    );
    expect(attempts).toBe(5);
    expect(error).toMatchObject({ nothingRecorded: true, cause: { code: '40001' } });
  });

  it('passes when it was the victim of a deadlock', async () => {
    await test.ledger.sql`insert into facts values ('a'), ('b')`;
    const lock = (tx: Tx, name: string) =>
      tx.execute(sql`select 1 from facts where name = ${name} for update`);
    let together = 0;
    let bothIn = () => {};
    const both = new Promise<void>((resolve) => {
      bothIn = resolve;
    });
    const inOrder = (first: string, second: string) =>
      test.ledger.transact({ deadlineMs: 10_000 }, async (tx) => {
        await lock(tx, first);
        together += 1;
        if (together === 2) bothIn();
        await both;
        await lock(tx, second);
      });
    await expect(Promise.all([inOrder('a', 'b'), inOrder('b', 'a')])).resolves.toHaveLength(2);
    expect(together).toBe(3);
  });
});

describe('before COMMIT is sent', () => {
  it('a deadline that passes while a statement hangs records nothing, then or later', async () => {
    proxy.at('insert into', 'hold');
    const error = await fault(transact(ledger, { deadlineMs: 300 }, note('one')));
    expect(error).toMatchObject({ name: 'DatabaseUnavailableError', nothingRecorded: true });
    proxy.thaw();
    await settled();
    expect(await seen()).toEqual([]);
  });

  it('a function that goes on after the deadline is rolled back', async () => {
    let goOn = () => {};
    const late = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let finished: Promise<unknown> | undefined;
    const error = await fault(
      transact(ledger, { deadlineMs: 300 }, (tx) => {
        finished = note('early')(tx).then(() => late);
        return finished;
      }),
    );
    expect(error).toMatchObject({ nothingRecorded: true });
    goOn();
    await finished;
    await settled();
    expect(await seen()).toEqual([]);
  });

  it('a frozen server that wakes after the deadline rolls back', async () => {
    let backend = 0;
    const error = await fault(
      transact(ledger, { deadlineMs: 400 }, async (tx) => {
        await note('one')(tx);
        backend = Number((await tx.execute(sql`select pg_backend_pid() as pid`))[0]?.pid);
        process.kill(backend, 'SIGSTOP');
        await note('two')(tx);
      }),
    );
    expect(error).toMatchObject({ nothingRecorded: true });
    process.kill(backend, 'SIGCONT');
    await settled();
    expect(await seen()).toEqual([]);
  });

  it('a broken connection records nothing', async () => {
    proxy.at('insert into', 'cut-before');
    const error = await fault(transact(ledger, { deadlineMs: 5_000 }, note('one')));
    expect(error).toMatchObject({ nothingRecorded: true, cause: { code: 'CONNECTION_CLOSED' } });
    expect(await seen()).toEqual([]);
  });

  it('a server that refuses connections records nothing, and the function does not run', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    probe.close();
    await once(probe, 'close');
    const nowhere = connectLedger({
      hashKey: 'of tests',
      url: `postgres://someone@127.0.0.1:${port}/nowhere`,
    });
    let ran = false;
    const error = await fault(
      transact(nowhere, { deadlineMs: 5_000 }, async () => {
        ran = true;
      }),
    );
    expect(error).toMatchObject({ nothingRecorded: true, cause: { code: 'ECONNREFUSED' } });
    expect(ran).toBe(false);
    await nowhere.close();
  });

  it('a transaction that waited for a free connection until the deadline never runs', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let inside = () => {};
    const started = new Promise<void>((resolve) => {
      inside = resolve;
    });
    const first = ledger.transact({ deadlineMs: 5_000 }, async () => {
      inside();
      await held;
    });
    await started;
    let ran = false;
    const error = await fault(
      ledger.transact({ deadlineMs: 100 }, async (tx) => {
        ran = true;
        await note('second')(tx);
      }),
    );
    release();
    await first;
    await settled();
    expect(error).toMatchObject({ nothingRecorded: true });
    expect(ran).toBe(false);
    expect(await seen()).toEqual([]);
  });
});

describe('once COMMIT is sent', () => {
  const uncertain = { name: 'DatabaseUnavailableError', nothingRecorded: false };

  it.each([
    { fault: 'hold', what: 'COMMIT hangs on its way', recorded: [] },
    { fault: 'mute', what: 'the answer hangs on its way', recorded: ['one'] },
  ] as const)('a deadline that passes while $what is uncertain', async ({ fault: kind, recorded }) => {
    proxy.at('commit', kind);
    const error = await fault(transact(ledger, { deadlineMs: 400 }, note('one')));
    expect(error).toMatchObject(uncertain);
    expect(await seen()).toEqual(recorded);
    proxy.thaw();
    await settled();
    expect(await seen()).toEqual(['one']);
  });

  it.each([
    { fault: 'cut-before', what: 'before the server had it', recorded: [] },
    { fault: 'cut-after', what: 'before the answer came', recorded: ['one'] },
  ] as const)('a connection that breaks $what is uncertain', async ({ fault: kind, recorded }) => {
    proxy.at('commit', kind);
    const error = await fault(transact(ledger, { deadlineMs: 5_000 }, note('one')));
    expect(error).toMatchObject(uncertain);
    await settled();
    expect(await seen()).toEqual(recorded);
  });

  it('a server that was frozen commits when it wakes', async () => {
    let backend = 0;
    const error = await fault(
      transact(ledger, { deadlineMs: 400 }, async (tx) => {
        await note('one')(tx);
        backend = Number((await tx.execute(sql`select pg_backend_pid() as pid`))[0]?.pid);
        process.kill(backend, 'SIGSTOP');
      }),
    );
    expect(error).toMatchObject(uncertain);
    expect(await seen()).toEqual([]);
    process.kill(backend, 'SIGCONT');
    await expect.poll(seen).toEqual(['one']);
  });

  it('a session that an administrator ends while it commits is uncertain', async () => {
    await test.ledger.sql`create table slow (id int)`;
    await test.ledger.sql`
      create function wait_for_it() returns trigger language plpgsql as $$ begin perform pg_sleep(30); return null; end $$`;
    await test.ledger.sql`
      create constraint trigger slow_commit after insert on slow deferrable initially deferred
      for each row execute function wait_for_it()`;
    const work = fault(
      transact(ledger, { deadlineMs: 20_000 }, (tx) => tx.execute(sql`insert into slow values (1)`)),
    );
    const ended = () => test.ledger.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event = 'PgSleep'`;
    await expect.poll(async () => (await ended()).length).toBe(1);
    expect(await work).toMatchObject(uncertain);
  });
});

describe('a read', () => {
  it('rejects at the deadline', async () => {
    proxy.at('select 7', 'mute');
    const error = await fault(ledger.read({ deadlineMs: 200 }, (db) => db.execute(sql`select 7`)));
    expect(error).toBeInstanceOf(DatabaseUnavailableError);
    expect(error).toMatchObject({ nothingRecorded: true });
  });

  it('passes on what its function throws', async () => {
    const refusal = new AppError('no', 'No.');
    const error = await fault(ledger.read({ deadlineMs: 5_000 }, () => Promise.reject(refusal)));
    expect(error).toBe(refusal);
  });

  it('works again at once when the connection comes back', async () => {
    await ledger.ping(5_000);
    proxy.cut();
    await expect.poll(() => fault(ledger.ping(2_000))).toBeUndefined();
  });
});
