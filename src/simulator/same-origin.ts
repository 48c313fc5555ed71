import type { MiddlewareHandler } from 'hono';

/**
 * Refuses what another web site asks for in the browser of whoever has the page open. A browser names the site in
 * `Origin`, with every act at least; a request without it comes from no web site.
 */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin');
  if (origin === undefined || hostOf(origin) === c.req.header('host')) return next();
  return c.json({ error: `The simulator's page is at this address only: ${origin} may not act in it.` }, 403);
};

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
