import type { PageChannel } from '../page-state.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icons.tsx';
import { usePage } from './page-context.ts';
import { SidebarPlace, SidebarSection } from './sidebar-section.tsx';
import { ThemeSwitch } from './theme-switch.tsx';
import { ViewerSwitch } from './viewer-switch.tsx';
import { WorkspaceSwitch } from './workspace-switch.tsx';

type Props = {
  readonly pickedViewer: string;
  readonly onViewer: (userId: string) => void;
  readonly onWorkspace: (id: string) => void;
  readonly onDirect: (member: string) => void;
};

/** The purple side: workspace, whose eyes to look through, and where that person can go. */
export function Sidebar({ pickedViewer, onViewer, onWorkspace, onDirect }: Props) {
  const { state, channel, goTo, goHome } = usePage();
  const { app, viewer } = state;
  const isShared = ({ kind }: PageChannel) => kind === 'public' || kind === 'private';
  const ofApp = state.channels.find(({ kind }) => kind === 'app');
  const directWith = (member: string) =>
    state.channels.find((one) => one.kind === 'direct' && one.member === member);
  const openApp = () => {
    // What is unread stands in the Messages.
    const isNews = (ofApp?.unread ?? 0) > 0;
    if ((app.tabs.includes('home') && !isNews) || ofApp === undefined) goHome();
    else goTo(ofApp.id);
  };
  return (
    <>
      <WorkspaceSwitch onPick={onWorkspace} />
      <ViewerSwitch picked={pickedViewer} onPick={onViewer} />
      <nav aria-label="Channels and messages">
        <SidebarSection title="Channels">
          {state.channels.filter(isShared).map((one) => (
            <SidebarPlace
              key={one.id}
              icon={<Icon name={one.kind === 'private' ? 'lock' : 'hash'} />}
              name={one.isArchived ? `${one.name} (archived)` : one.name}
              unread={one.unread}
              isCurrent={one.id === channel}
              onGo={() => goTo(one.id)}
            />
          ))}
        </SidebarSection>
        <SidebarSection title="Direct messages">
          {state.users
            .filter(({ id }) => id !== viewer.id)
            .map(({ id, realName }) => (
              <SidebarPlace
                key={id}
                icon={<Avatar id={id} name={realName} size="small" />}
                name={realName}
                unread={directWith(id)?.unread ?? 0}
                isCurrent={channel !== undefined && directWith(id)?.id === channel}
                onGo={() => onDirect(id)}
              />
            ))}
        </SidebarSection>
        <SidebarSection title="Apps">
          <SidebarPlace
            icon={<Avatar id={app.id} name={app.name} size="small" />}
            name={app.name}
            unread={ofApp?.unread ?? 0}
            isCurrent={channel === undefined || channel === ofApp?.id}
            onGo={openApp}
          />
        </SidebarSection>
      </nav>
      <ThemeSwitch />
    </>
  );
}
