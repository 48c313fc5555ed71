import type { Ledger } from '../../src/ledger/connect.ts';

/** Everything that the ledger derives from its entries, as text that can be compared: no ids that a repeat would change. */
export async function stateOf({ sql }: Ledger): Promise<string[]> {
  const rows = await sql<{ line: string }[]>`
    select concat_ws(' ', 'usage', workspace_id, account_id, resource, local_date, sent, sent_exempt, accepted, accepted_exempt,
        notes, counter, exposure_said) as line
      from usage where (sent, sent_exempt, accepted, accepted_exempt, notes, counter, exposure_said) <> (0, 0, 0, 0, 0, 0, 0)
    union all
    select concat_ws(' ', 'invite', i.workspace_id, i.id, account_id, person_id, sent_at, state, state_at, exempt, n.text)
      from invites i left join notes n on n.workspace_id = i.workspace_id and n.invite_id = i.id
    union all
    select concat_ws(' ', 'account', workspace_id, owner, name, type, zone)
      from accounts where removed_at is null
    union all
    select concat_ws(' ', 'person', workspace_id, id, group_id) from people where group_id is not null
    union all
    select concat_ws(' ', 'link', workspace_id, person_id, other_id) from person_links
    order by line`;
  return rows.map(({ line }) => line);
}
