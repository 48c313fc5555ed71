import { useMemo } from 'react';
import { actAs, type State, type Viewer } from './api.ts';
import { ConversationPane } from './conversation-pane.tsx';
import { Drawer } from './drawer/drawer.tsx';
import { useUnchanged } from './keep-unchanged.ts';
import { ModalStack } from './modal-stack.tsx';
import { PageContext, type Steady, SteadyContext } from './page-context.ts';
import { placeOf } from './place.ts';
import { Sidebar } from './sidebar.tsx';
import type { Address } from './use-address.ts';
import { useRail } from './use-rail.ts';
import type { Watched } from './use-state-of.ts';
import { useTheme } from './use-theme.ts';

type Props = {
  readonly state: State;
  readonly watched: Pick<Watched, 'lost' | 'reload'>;
  readonly address: Address;
  readonly go: (address: Address) => void;
};

/** The whole page: who looks, where, what stands there, and a line to type in. */
export function WorkspacePage({ state, watched, address, go }: Props) {
  const workspace = state.workspace.id;
  const user = state.viewer.id;
  const viewer: Viewer = useMemo(() => ({ workspace, user }), [workspace, user]);
  const act = useMemo(() => actAs(viewer), [viewer]);
  const { theme } = useTheme();
  const rail = useRail();
  const place = placeOf(state, address);
  const channel = place?.channel?.id;

  const { channel: _, tab: __, ...picked } = address;
  const goTo = (id: string) => {
    rail.close();
    go({ ...picked, channel: id });
  };
  const openDirect = async (member: string) => {
    const known = state.channels.find((one) => one.kind === 'direct' && one.member === member);
    if (known !== undefined) return goTo(known.id);
    const opened = await act('open_direct', { member });
    await watched.reload();
    if (opened.channel !== undefined) goTo(opened.channel);
  };
  const { users, app, shortcuts } = state;
  const { tz } = state.viewer;
  const channels = useUnchanged(state.channels.map(({ unread: _, ...known }) => known));
  const steady: Steady = useMemo(
    () => ({ users, app, shortcuts, channels, channel, viewer, tz, act, theme }),
    [users, app, shortcuts, channels, channel, viewer, tz, act, theme],
  );
  const page: PageContext = {
    ...steady,
    state,
    goTo,
    goHome: () => {
      rail.close();
      go({ ...picked, tab: 'home' });
    },
    isSwitching: (address.user ?? user) !== user || (address.workspace ?? workspace) !== workspace,
  };
  return (
    <PageContext value={page}>
      <SteadyContext value={steady}>
        <a className="skip" href="#conversation">
          Skip to the conversation
        </a>
        <div className="page">
          <aside
            ref={rail.box}
            id="rail"
            className={rail.isOpen ? 'rail open' : 'rail'}
            aria-label="Workspace"
            tabIndex={-1}
          >
            <Sidebar
              pickedViewer={address.user ?? user}
              onViewer={(id) => go({ ...address, user: id })}
              onWorkspace={(id) => go({ workspace: id })}
              onDirect={(member) => void openDirect(member)}
            />
          </aside>
          <ConversationPane place={place} lost={watched.lost} rail={rail} />
          <Drawer />
        </div>
        <ModalStack />
      </SteadyContext>
    </PageContext>
  );
}
