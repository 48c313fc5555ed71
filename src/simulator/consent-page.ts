import { readFileSync } from 'node:fs';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Workspace } from './workspace.ts';

/** What the app asks for, as it came in the address of the page. */
export type Asked = {
  readonly appName: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Of these, those that the member may leave out. */
  readonly optional: readonly string[];
  readonly state: string;
  readonly redirectUri: string | undefined;
};

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const tokens = readFileSync(new URL('./page/styles/tokens.css', import.meta.url), 'utf8');
const style = readFileSync(new URL('./consent-page.css', import.meta.url), 'utf8');

/** Slack's words for what a scope lets an app do. */
const words: Readonly<Record<string, string>> = {
  commands: 'Add shortcuts and slash commands that people can use',
  'chat:write': 'Send messages as itself',
  'chat:write.public': 'Send messages to channels it is not a member of',
  'users:read': 'View people in the workspace',
  'im:write': 'Start direct messages with people',
  'mpim:write': 'Start group direct messages with people',
  'files:write': 'Upload, edit, and delete files as itself',
  'files:read': 'View files shared in channels and conversations that it has been added to',
  'channels:read': 'View basic information about public channels in the workspace',
  'groups:read': 'View basic information about private channels that it has been added to',
  'im:read': 'View basic information about direct messages that it has been added to',
  'mpim:read': 'View basic information about group direct messages that it has been added to',
};

const scopeName = (scope: string) => words[scope] ?? scope;

export function consentPage(asked: Asked, workspaces: readonly Workspace[], chosen: Workspace): Html {
  const others = workspaces.length > 1 ? workspaceChoice(asked, workspaces, chosen) : '';
  const people = chosen.users().filter((user) => user.deleted !== true);
  const required = asked.scopes.filter((scope) => !asked.optional.includes(scope));
  const optional = asked.scopes.filter((scope) => asked.optional.includes(scope));
  return page(
    `Install ${asked.appName}`,
    html`<h1>${asked.appName} wants to access ${chosen.name}</h1>
      ${others}
      <form method="post" action="/oauth/v2/authorize">
        ${hidden(asked)}
        <input type="hidden" name="team" value="${chosen.id}" />
        <h2>What will ${asked.appName} be able to do?</h2>
        <ul>${required.map((scope) => html`<li>${scopeName(scope)} <code>${scope}</code></li>`)}</ul>
        ${optional.length === 0 ? '' : optionalScopes(optional)}
        <label for="installer">Who installs</label>
        <select id="installer" name="user">
          ${people.map((user) => html`<option value="${user.id}">${user.realName}</option>`)}
        </select>
        <footer>
          <button name="decision" value="cancel">Cancel</button>
          <button name="decision" value="allow" class="primary">Allow</button>
        </footer>
      </form>`,
  );
}

export function refusalPage(error: string, explanation: string): Html {
  return page(
    'Something went wrong',
    html`<h1>Something went wrong</h1><p>${explanation}</p><p><code>${error}</code></p>`,
  );
}

function optionalScopes(scopes: readonly string[]): Html {
  return html`<fieldset>
    <legend>Optional</legend>
    ${scopes.map(
      (scope) =>
        html`<label><input type="checkbox" name="optional" value="${scope}" checked /> ${scopeName(scope)} <code>${scope}</code></label>`,
    )}
  </fieldset>`;
}

/** Another workspace has other people: choosing one loads the page anew. */
function workspaceChoice(asked: Asked, workspaces: readonly Workspace[], chosen: Workspace): Html {
  return html`<form method="get" action="/oauth/v2/authorize">
    ${hidden(asked)}
    <label for="team">Workspace</label>
    <select id="team" name="team">
      ${workspaces.map((one) => html`<option value="${one.id}" ${one.id === chosen.id ? 'selected' : ''}>${one.name}</option>`)}
    </select>
    <button>Change Workspace</button>
  </form>`;
}

function hidden({ clientId, scopes, state, redirectUri }: Asked): Html {
  return html`<input type="hidden" name="client_id" value="${clientId}" />
    <input type="hidden" name="scope" value="${scopes.join(',')}" />
    <input type="hidden" name="state" value="${state}" />
    ${redirectUri === undefined ? '' : html`<input type="hidden" name="redirect_uri" value="${redirectUri}" />`}`;
}

function page(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} | Slack simulator</title>
        <style>
          ${raw(tokens + style)}
        </style>
        <script>
          if (matchMedia('(prefers-color-scheme: dark)').matches) document.documentElement.dataset.theme = 'dark';
        </script>
      </head>
      <body>
        <main>${content}</main>
      </body>
    </html>`;
}
