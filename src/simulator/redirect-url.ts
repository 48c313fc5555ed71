const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Where an installation comes back to: what the app named, if it is one of the manifest's addresses or below one, else
 * the first of them. On this machine any port will do, since tests do not choose theirs.
 */
export function redirectOf(named: string | undefined, known: readonly string[]): string | undefined {
  if (named === undefined) return known[0];
  return known.some((one) => isBelow(named, one)) ? named : undefined;
}

function isBelow(named: string, known: string): boolean {
  if (!URL.canParse(named) || !URL.canParse(known)) return false;
  const [one, other] = [new URL(named), new URL(known)];
  const sameHost = loopback.has(one.hostname) ? one.hostname === other.hostname : one.host === other.host;
  const folder = other.pathname.endsWith('/') ? other.pathname : `${other.pathname}/`;
  return one.protocol === other.protocol && sameHost && `${one.pathname}/`.startsWith(folder);
}
