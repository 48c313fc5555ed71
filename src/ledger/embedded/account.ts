import fs from 'node:fs';
import path from 'node:path';
import { AppError } from '../../errors.ts';

/** The system user the server runs as; undefined: the one who runs the bot. */
export type Account = { readonly uid: number; readonly gid: number } | undefined;

/** PostgreSQL refuses to run as root: then it runs as whoever owns the data, at first `nobody`. */
export function serverAccount(pgdata: string): Account {
  if (process.getuid?.() !== 0) return undefined;
  const owner = fs.statSync(pgdata, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(fs.readFileSync('/etc/passwd', 'utf8')) ?? [];
  if (uid === undefined || gid === undefined) {
    throw new AppError(
      'embedded_unavailable',
      'PostgreSQL does not run as root, and this machine has no user "nobody". Run as an ordinary user, or set DATABASE_URL.',
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}

/** Makes the data folder. Its secrets are private files; the folder itself lets the server's user pass. */
export function makeDataDir(dataDir: string, account: Account): string {
  fs.mkdirSync(dataDir, { recursive: true, mode: account ? 0o711 : 0o700 });
  const real = fs.realpathSync(dataDir);
  if (account) {
    fs.chmodSync(real, fs.statSync(real).mode | 0o011);
    refuseUnreachable(real, account);
  }
  return real;
}

function refuseUnreachable(folder: string, account: { readonly uid: number }): void {
  for (let above = path.dirname(folder); above !== path.dirname(above); above = path.dirname(above)) {
    const { mode, uid } = fs.statSync(above);
    if (mode & 0o001 || (uid === account.uid && mode & 0o100)) continue;
    throw new AppError(
      'embedded_unreachable',
      `As root, PostgreSQL runs as the user "nobody", who cannot reach ${folder} (${above} is private). Set DATA_DIR to a folder such as /var/lib/headroom.`,
    );
  }
}
