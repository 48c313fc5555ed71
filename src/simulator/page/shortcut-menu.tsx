import { Menu } from './menu.tsx';
import { useSteady } from './page-context.ts';

type Props = { readonly isDisabled: boolean; readonly onFailure: (reason: string | undefined) => void };

/** The app's global shortcuts; no button where it has none. */
export function ShortcutMenu({ isDisabled, onFailure }: Props) {
  const { shortcuts, app, act } = useSteady();
  const own = shortcuts.filter(({ type }) => type === 'global');
  if (own.length === 0) return null;

  const run = async (callbackId: string) => {
    const { error } = await act('shortcut', { callbackId });
    onFailure(error && `The shortcut did not work: ${error}`);
  };
  const wordsOf = (name: string, description: string) => (
    <>
      <b>{name}</b>
      <span>{description || app.name}</span>
    </>
  );
  return (
    <Menu
      name="Shortcuts"
      icon={<Bolt />}
      items={own.map(({ id, name, description }) => ({ id, words: wordsOf(name, description) }))}
      onPick={(id) => void run(id)}
      className="shortcut-menu"
      buttonClass="composer-tool"
      isDisabled={isDisabled}
      side="above"
    />
  );
}

function Bolt() {
  return (
    <svg viewBox="0 0 20 20" width="18" height="18" fill="none" aria-hidden="true">
      <path d="M11 2 4 11.5h5L8.5 18 16 8.5h-5.5z" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  );
}
