import type { PageChannel } from '../page-state.ts';
import type { State } from './api.ts';
import { channelLabel } from './channel-label.ts';

type Props = {
  readonly state: State;
  readonly channel: PageChannel;
  readonly onChannel: (id: string) => void;
  readonly onViewer: (userId: string) => void;
  readonly onWorkspace: (id: string) => void;
};

/** The purple side: workspace, whose eyes to look through, and the channels that person is in. */
export function Sidebar({ state, channel, onChannel, onViewer, onWorkspace }: Props) {
  return (
    <aside className="sidebar" aria-label="Workspace">
      {state.workspaces.length > 1 ? (
        <label className="picker">
          Workspace
          <select value={state.workspace.id} onChange={(event) => onWorkspace(event.target.value)}>
            {state.workspaces.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <p className="workspace-name">{state.workspace.name}</p>
      )}
      <label className="picker">
        View as
        <select value={state.viewer.id} onChange={(event) => onViewer(event.target.value)}>
          {state.users.map(({ id, realName }) => (
            <option key={id} value={id}>
              {realName}
            </option>
          ))}
        </select>
      </label>
      <p className="zone">{state.viewer.tz}</p>
      <nav aria-label="Channels">
        <ul>
          {state.channels.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className="channel"
                aria-current={one.id === channel.id ? 'page' : undefined}
                onClick={() => onChannel(one.id)}
              >
                {channelLabel(one, state.app.name)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
    </aside>
  );
}
