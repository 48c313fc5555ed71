import { type PersonRef, profileUrl } from '../../linkedin/person.ts';

/** How a person is typed in a command: by handle or address where there is one, else by name or as a Slack member. */
export function typedPerson({ key, name }: PersonRef): string {
  const id = key.slice(key.indexOf(':') + 1);
  if (key.startsWith('in:')) return `@${id}`;
  if (key.startsWith('slack:')) return `<@${id}>`;
  return profileUrl(key) ?? `"${name ?? id}"`;
}
