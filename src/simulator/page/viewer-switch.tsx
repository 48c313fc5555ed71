import { Avatar } from './avatar.tsx';
import { usePage } from './page-context.ts';

type Props = {
  /** Who is picked; not yet the one who looks while the state is on its way. */
  readonly picked: string;
  readonly onPick: (userId: string) => void;
};

/** Whose eyes to look through. */
export function ViewerSwitch({ picked, onPick }: Props) {
  const { state } = usePage();
  const name = state.users.find(({ id }) => id === picked)?.realName ?? state.viewer.realName;
  return (
    <div className="viewer-switch">
      <Avatar id={picked} name={name} />
      <div>
        <label htmlFor="viewer">View as</label>
        <select id="viewer" value={picked} onChange={(event) => onPick(event.target.value)}>
          {state.users.map(({ id, realName }) => (
            <option key={id} value={id}>
              {realName}
            </option>
          ))}
        </select>
        <p className="zone">{state.viewer.tz}</p>
      </div>
    </div>
  );
}
