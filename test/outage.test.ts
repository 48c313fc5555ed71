import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Headroom, messageOf, startHeadroom } from './headroom.ts';
import { type FaultyProxy, startProxy } from './ledger/proxy.ts';
import { ada } from './slack/workspace.ts';

let proxy: FaultyProxy;
let headroom: Headroom;
beforeEach(async () => {
  headroom = await startHeadroom({
    route: async (url) => {
      proxy = await startProxy(url);
      return proxy.url;
    },
  });
});
afterEach(async () => {
  proxy.thaw();
  await headroom.stop();
  await proxy.close();
});

const readyz = async () => (await fetch(`${headroom.bot.url}/readyz`)).status;
const invites = () => headroom.count('invites');
/** The worker commits what it takes up when it starts, and listens after that. */
const jobsListen = () =>
  expect
    .poll(async () => {
      const listening = await headroom.ledger.sql`
        select from pg_stat_activity where datname = current_database() and query ilike 'listen %'`;
      return listening.length;
    })
    .toBe(1);

describe('a database that goes away', () => {
  it('is said within 3 seconds, with nothing recorded, and works again when it is back', async () => {
    expect(await headroom.says(ada, '/invites log @before')).toMatch(/^Logged/);
    proxy.refuse(true);
    proxy.cut();
    const startedAt = performance.now();
    const result = await headroom.slack.as(ada).command('/invites log @meanwhile');
    const said = messageOf(result).text === 'Still working…' ? await result.updated() : messageOf(result);
    expect(said.text).toContain('Nothing was recorded.');
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(await readyz()).toBe(503);

    proxy.refuse(false);
    await expect.poll(readyz, { timeout: 5_000 }).toBe(200);
    expect(await headroom.says(ada, '/invites log @after')).toMatch(/^Logged/);
    expect(await invites()).toBe(2);
  });

  it('that falls silent is said within 3 seconds, and what hung is not recorded when it wakes', async () => {
    await headroom.says(ada, '/invites log @before');
    proxy.freezeOpen();
    const startedAt = performance.now();
    const result = await headroom.slack.as(ada).command('/invites log @meanwhile');
    expect(messageOf(result).text).toBe('Still working…');
    expect((await result.updated()).text).toContain('Nothing was recorded.');
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    proxy.thaw();
    expect(await headroom.says(ada, '/invites quota')).toContain('1 of about 100 sent in 7 days');
    expect(await invites()).toBe(1);
  });

  it('after COMMIT is not called recorded or not recorded, until it is known', async () => {
    await jobsListen();
    proxy.at('commit', 'cut-after');
    const result = await headroom.slack.as(ada).command('/invites log @uncertain');
    const said = messageOf(result).text === 'Still working…' ? await result.updated() : messageOf(result);
    expect(said.text).toContain('I could not confirm it; check `/invites quota` before typing it again.');
    expect((await result.updated()).text).toMatch(/^Logged uncertain\./);
    expect(await invites()).toBe(1);
    const [, reference] = /Reference (\w+)/.exec(said.text) ?? [];
    expect(headroom.logLines.some((line) => line.reference === reference)).toBe(true);
  });

  it('before COMMIT arrived is corrected to "nothing was recorded", and it can then be typed again', async () => {
    await jobsListen();
    proxy.at('commit', 'cut-before');
    const result = await headroom.slack.as(ada).command('/invites log @uncertain');
    const said = messageOf(result).text === 'Still working…' ? await result.updated() : messageOf(result);
    expect(said.text).toContain('I could not confirm it');
    expect((await result.updated()).text).toContain('nothing was recorded');
    expect(await invites()).toBe(0);
    expect(messageOf(await result.redeliver()).text).toContain('Nothing was recorded. Please type it again.');
    expect(await headroom.says(ada, '/invites log @uncertain')).toMatch(/^Logged uncertain\./);
  });
});

it('logs no name, address, token or key of an invited person', async () => {
  await headroom.says(ada, '/invites log https://www.linkedin.com/in/secret-slug-77 "Sybil Hidden"');
  proxy.at('commit', 'cut-after');
  await headroom.slack.as(ada).command('/invites log @secret-slug-78');
  expect(JSON.stringify(headroom.logLines)).not.toMatch(/secret-slug|Sybil|Hidden|xoxb-|xapp-|postgres:\/\//);
  expect(headroom.logLines.length).toBeGreaterThan(2);
});
