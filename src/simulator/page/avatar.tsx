/** How many colours tokens.css has for avatars. */
const colours = 8;

type Props = { readonly id: string; readonly name: string; readonly size?: 'small' };

/** Initials on a colour that stays with the id. */
export function Avatar({ id, name, size }: Props) {
  return (
    <span
      className={size === undefined ? 'avatar' : `avatar ${size}`}
      style={{ background: `var(--avatar-${colourOf(id)})` }}
      aria-hidden="true"
    >
      {initials(name, size === undefined ? 2 : 1)}
    </span>
  );
}

function colourOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 131 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return (sum % colours) + 1;
}

function initials(name: string, count: number): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return words
    .slice(0, count)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}
