import { usePage } from './page-context.ts';

/** The workspace's name; a choice where there are several. */
export function WorkspaceSwitch({ onPick }: { readonly onPick: (id: string) => void }) {
  const { state } = usePage();
  if (state.workspaces.length < 2) return <p className="workspace-name">{state.workspace.name}</p>;
  return (
    <select
      className="workspace-name"
      aria-label="Workspace"
      value={state.workspace.id}
      onChange={(event) => onPick(event.target.value)}
    >
      {state.workspaces.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
