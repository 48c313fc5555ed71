/** Drops what expired before `time`, so that memory has an end; all in one map live equally long. */
export function forgetExpired(issued: Map<string, { readonly expiresAt: number }>, time: number): void {
  for (const [id, { expiresAt }] of issued) {
    if (expiresAt >= time) return;
    issued.delete(id);
  }
}
