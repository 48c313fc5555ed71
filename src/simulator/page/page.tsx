import { useState } from 'react';
import { typeCommand, type Viewer } from './api.ts';
import { channelLabel } from './channel-label.ts';
import { Composer } from './composer.tsx';
import { MessageList } from './message-list.tsx';
import { Sidebar } from './sidebar.tsx';
import { useStateOf } from './use-state-of.ts';

/** The whole page: who looks, where, what stands there, and a line to type in. */
export function Page() {
  const [chosen, setChosen] = useState<Partial<Viewer>>({});
  const [channelId, setChannelId] = useState<string>();
  const { state, lost } = useStateOf(chosen);
  if (state === undefined)
    return <p className="loading">{lost ? 'The simulator does not answer.' : 'Loading…'}</p>;

  const viewer: Viewer = { workspace: state.workspace.id, user: state.viewer.id };
  const channel = state.channels.find(({ id }) => id === channelId) ?? state.channels[0];
  if (channel === undefined) return <p className="loading">This user is in no channel.</p>;
  // Another viewer was picked and is not here yet: what is typed now must not be sent as the former one.
  const isSwitching =
    (chosen.user ?? viewer.user) !== viewer.user ||
    (chosen.workspace ?? viewer.workspace) !== viewer.workspace;
  const messages = state.messages.filter((message) => message.channel === channel.id);
  return (
    <div className="page">
      <Sidebar
        state={state}
        channel={channel}
        onChannel={setChannelId}
        onViewer={(user) => setChosen({ workspace: state.workspace.id, user })}
        onWorkspace={(workspace) => setChosen({ workspace })}
      />
      <main className="conversation">
        <header className="conversation-header">
          <h1>{channelLabel(channel, state.app.name)}</h1>
          <p className="status" role="status">
            {lost
              ? 'Simulator not reachable'
              : state.connected
                ? `${state.app.name} is connected`
                : 'No app is connected'}
          </p>
        </header>
        <MessageList state={state} messages={messages} viewer={viewer} />
        <Composer
          key={`${viewer.user}/${channel.id}`}
          commands={state.commands}
          isDisabled={isSwitching}
          place={channelLabel(channel, state.app.name)}
          onSend={(line) => typeCommand(viewer, channel.id, line)}
        />
      </main>
    </div>
  );
}
