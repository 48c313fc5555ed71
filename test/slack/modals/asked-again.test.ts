import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Headroom, startHeadroom } from '../../headroom.ts';
import { saveTeam, walk, wordsOf } from '../settings/settings.ts';
import { ada, boss } from '../workspace.ts';
import { openForm } from './open-form.ts';

let headroom: Headroom;
beforeAll(async () => {
  headroom = await startHeadroom();
});
afterAll(() => headroom.stop());

describe('what was refused at a field and is sent again unchanged is judged anew', () => {
  it('of the counter, once the account is of the type that may have so many', async () => {
    const form = await openForm(headroom, ada, 'open_counter');
    const hers = headroom.slack.as(ada);
    const rows = await headroom.count('requests');
    const refused = await hers.submit(form.id, { left: '9000' });
    expect(Object.values(refused.errors ?? {})[0]).toContain('Free has 3,000 a month at most.');
    expect(await headroom.count('requests')).toBe(rows);
    expect(await headroom.count('accounts')).toBe(0);
    await headroom.says(ada, '/invites account sales-navigator');
    const set = await hers.submit(form.id, { left: '9000' });
    expect(set.errors).toBeUndefined();
    expect(set.view && wordsOf(set.view)).toContain('9,000');
  });

  it('of a team, once no other has its name', async () => {
    await saveTeam(headroom.ledger, 1, { name: 'Sales' });
    const form = await walk(headroom, boss, ['Add Team', 'Add a team']);
    const his = headroom.slack.as(boss);
    const taken = await his.submit(form.id, { name: 'Sales' });
    expect(taken.errors).toEqual({ name: 'Another team has this name. Choose another one.' });
    await saveTeam(headroom.ledger, 1, { name: 'Support' }, { version: 2 });
    const { view, errors } = await his.submit(form.id, { name: 'Sales' });
    expect(errors).toBeUndefined();
    expect(view && wordsOf(view)).toContain('Added the team *Sales*.');
    await his.closeAll();
  });
});
