import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { type Asked, consentPage, refusalPage } from './consent-page.ts';
import { formOf } from './form-body.ts';
import { redirectOf } from './redirect-url.ts';
import type { World } from './world.ts';

const decisionBody = z.object({
  team: z.string(),
  user: z.string(),
  decision: z.enum(['allow', 'cancel']),
  optional: z.array(z.string()),
});

/** The page where a member installs the app, and what becomes of the decision. */
export function createOauthRoutes(world: World): Hono {
  const app = new Hono();

  app.get('/oauth/v2/authorize', (c) => {
    const asked = readAsked(world, c.req.query());
    if ('error' in asked) return refuse(c, asked);
    const workspaces = world.workspaces();
    const chosen = workspaces.find(({ id }) => id === c.req.query('team')) ?? workspaces[0];
    if (chosen === undefined) return refuse(c, { error: 'no_workspace', why: 'There is no workspace here.' });
    return c.html(consentPage(asked, workspaces, chosen));
  });

  app.post('/oauth/v2/authorize', async (c) => {
    const form = (await formOf(c.req.raw)) ?? new FormData();
    const fields = { ...Object.fromEntries(form), optional: form.getAll('optional') };
    const asked = readAsked(world, fields);
    if ('error' in asked) return refuse(c, asked);
    const decision = decisionBody.safeParse(fields);
    if (!decision.success)
      return refuse(c, { error: 'invalid_arguments', why: 'The form was not complete.' });
    const { team, user, decision: word, optional } = decision.data;
    const member = world
      .workspaces()
      .find(({ id }) => id === team)
      ?.user(user);
    if (member === undefined || member.deleted === true)
      return refuse(c, { error: 'user_not_found', why: 'This person is not in the workspace.' });
    const answer = new URL(asked.redirect);
    if (word === 'allow') {
      const scopes = asked.scopes.filter(
        (scope) => !asked.optional.includes(scope) || optional.includes(scope),
      );
      const { redirectUri } = asked;
      answer.searchParams.set(
        'code',
        world.codes.issue({ workspaceId: team, installer: user, scopes, redirectUri }),
      );
    } else answer.searchParams.set('error', 'access_denied');
    answer.searchParams.set('state', asked.state);
    return c.redirect(answer.toString(), 302);
  });
  return app;
}

type Refusal = { readonly error: string; readonly why: string };

function readAsked(
  { oauth, manifest }: World,
  query: Readonly<Record<string, unknown>>,
): (Asked & { readonly redirect: string }) | Refusal {
  const field = (name: string) =>
    typeof query[name] === 'string' && query[name] !== '' ? query[name] : undefined;
  const clientId = field('client_id');
  if (oauth === undefined || clientId !== oauth.clientId)
    return { error: 'invalid_client_id', why: 'No app has this client id.' };
  const scopes = (field('scope') ?? '').split(/[ ,]/).filter((scope) => scope !== '');
  if (scopes.length === 0) return { error: 'no_scopes', why: 'The app asks for nothing: scope is missing.' };
  const known = manifest.scopes && [...manifest.scopes.granted, ...manifest.scopes.optional];
  const strange = scopes.filter((scope) => known?.includes(scope) === false);
  if (strange.length > 0)
    return { error: 'invalid_scope', why: `The manifest does not have these scopes: ${strange.join(', ')}.` };
  const redirectUri = field('redirect_uri');
  const redirect = redirectOf(redirectUri, manifest.redirectUrls);
  if (redirect === undefined)
    return {
      error: 'bad_redirect_uri',
      why: 'redirect_uri does not match any of the redirect_urls of the manifest.',
    };
  return {
    appName: manifest.botName,
    clientId,
    scopes,
    optional: manifest.scopes?.optional ?? [],
    state: field('state') ?? '',
    redirectUri,
    redirect,
  };
}

function refuse(c: Context, { error, why }: Refusal): Response | Promise<Response> {
  return c.html(refusalPage(error, why), 400);
}
