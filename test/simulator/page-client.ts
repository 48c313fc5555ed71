import type { ActAnswer, PageActs } from '../../src/simulator/page-acts.ts';
import type { PageState } from '../../src/simulator/page-state.ts';

/** What the page asks the simulator for a member, over plain HTTP. */
export type PageClient = {
  readonly state: () => Promise<PageState>;
  readonly act: <A extends keyof PageActs>(
    name: A,
    body: Omit<PageActs[A], 'workspace' | 'user'>,
  ) => Promise<ActAnswer>;
  readonly upload: (name: string, content: string) => Promise<{ id?: string; error?: string }>;
  readonly file: (id: string) => Promise<Response>;
  readonly as: (user: string) => PageClient;
};

export function askPage(url: string, user: string, workspace = 'T0ACME'): PageClient {
  const query = new URLSearchParams({ workspace, user });
  return {
    state: async () => (await fetch(`${url}/_page/state?${query}`)).json() as Promise<PageState>,
    act: async (name, body) => {
      const response = await fetch(`${url}/_page/act/${name}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ workspace, user, ...body }),
      });
      return response.json() as Promise<ActAnswer>;
    },
    upload: async (name, content) => {
      const body = new FormData();
      body.set('file', new File([content], name));
      const response = await fetch(`${url}/_page/upload?${query}`, { method: 'POST', body });
      return response.json() as Promise<{ id?: string; error?: string }>;
    },
    file: (id) => fetch(`${url}/_page/file/${id}?${query}`),
    as: (other) => askPage(url, other, workspace),
  };
}
