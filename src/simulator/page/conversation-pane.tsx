import { useEffect } from 'react';
import { AppTabs } from './app-tabs.tsx';
import { channelLabel } from './channel-label.ts';
import { Composer } from './composer.tsx';
import { ConversationHeader } from './conversation-header.tsx';
import { Guide } from './guide.tsx';
import { Home } from './home.tsx';
import { MessageList } from './message-list.tsx';
import { usePage } from './page-context.ts';
import type { Place } from './place.ts';
import type { Rail } from './use-rail.ts';

type Props = { readonly place: Place; readonly lost: boolean; readonly rail: Rail };

/** Where the viewer is: a channel with its messages and a line to type in, or the app's Home. */
export function ConversationPane({ place, lost, rail }: Props) {
  const { channel, tab } = place;
  const { state, viewer, act, goTo, goHome } = usePage();
  const { connected } = state;
  const ofApp = state.channels.find(({ kind }) => kind === 'app');
  useEffect(() => {
    if (tab !== undefined && connected) void act('open_app', { tab });
  }, [act, tab, connected]);

  const label = channel === undefined ? state.app.name : channelLabel(channel, state);
  const panel = (
    <>
      {channel === undefined && tab === 'home' && <Home />}
      {channel === undefined && tab === undefined && <p className="empty">You are in no channel yet.</p>}
      {channel !== undefined && (
        <>
          <MessageList key={`${viewer.user}/${channel.id}`} channel={channel} />
          <Composer key={`composer/${viewer.user}/${channel.id}`} />
        </>
      )}
    </>
  );
  return (
    <main id="conversation" className="conversation" tabIndex={-1} aria-label={label}>
      <title>{`${label} – ${state.viewer.realName} – ${state.workspace.name}`}</title>
      <ConversationHeader place={place} lost={lost} rail={rail}>
        {tab !== undefined && (
          <AppTabs
            current={tab}
            onTab={(next) => {
              if (next === 'home') goHome();
              else if (ofApp !== undefined) goTo(ofApp.id);
            }}
          />
        )}
      </ConversationHeader>
      <Guide />
      {tab === undefined ? (
        <div className="panel">{panel}</div>
      ) : (
        <div className="panel" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`}>
          {panel}
        </div>
      )}
    </main>
  );
}
