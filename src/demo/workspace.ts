import type { WorkspaceSeed } from '../simulator/seed.ts';

export const demoWorkspaceId = 'T0NORTHWIND';
const you = 'U0YOU';

/** How a teammate of the demo works: what the history of the last two months is made from. */
export type Teammate = {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly zone: string;
  readonly accountType: 'free' | 'business_plus' | 'sales_navigator';
  /** Invitations on a working day. */
  readonly sendsADay: number;
  /** Of a hundred invitations, how many are accepted in the end. */
  readonly acceptedOf100: number;
};

/** Eight invented teammates: one far from any limit, one at the guide, and what lies between. */
export const team: readonly Teammate[] = [
  mate('U0ANA', 'ana', 'Ana Ribeiro', 'Europe/Lisbon', 'sales_navigator', 12, 34),
  mate('U0TOM', 'tom', 'Tom Becker', 'Europe/Berlin', 'free', 8, 31),
  mate('U0MAYA', 'maya', 'Maya Okafor', 'Africa/Lagos', 'business_plus', 21, 29),
  mate('U0JUN', 'jun', 'Jun Takahashi', 'Asia/Tokyo', 'free', 6, 38),
  mate('U0LEA', 'lea', 'Léa Fontaine', 'Europe/Paris', 'sales_navigator', 22, 27),
  mate('U0OMAR', 'omar', 'Omar Haddad', 'Asia/Dubai', 'free', 4, 33),
  mate('U0RUTH', 'ruth', 'Ruth Castellanos', 'America/Chicago', 'business_plus', 15, 30),
  mate('U0NED', 'ned', 'Ned Sullivan', 'America/New_York', 'free', 10, 26),
];

/** The simulated workspace: the team, and you as the ninth, who has logged nothing yet and may set things up. */
export function demoWorkspace(botToken: string, yourZone: string): WorkspaceSeed {
  const users = [
    { id: you, name: 'alex', realName: 'Alex Kim', tz: yourZone, isAdmin: true, isOwner: true },
    ...team.map(({ id, handle, name, zone }) => ({ id, name: handle, realName: name, tz: zone })),
  ];
  const members = users.map((user) => user.id);
  return {
    id: demoWorkspaceId,
    name: 'Northwind Talent',
    domain: 'northwind-talent',
    botToken,
    users,
    channels: [
      { id: 'C0OUTREACH', name: 'outreach', members },
      { id: 'C0GENERAL', name: 'general', members },
    ],
  };
}

function mate(
  id: string,
  handle: string,
  name: string,
  zone: string,
  accountType: Teammate['accountType'],
  sendsADay: number,
  acceptedOf100: number,
): Teammate {
  return { id, handle, name, zone, accountType, sendsADay, acceptedOf100 };
}
