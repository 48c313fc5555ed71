import { useState } from 'react';
import type { Message } from './api.ts';
import { Icon } from './icons.tsx';
import { Menu } from './menu.tsx';
import { useSteady } from './page-context.ts';

type Props = { readonly message: Message; readonly onFailure: (reason: string | undefined) => void };

/** The ⋯ of a message: the app's shortcuts. */
export function MessageMenu({ message, onFailure }: Props) {
  const { shortcuts, app, act } = useSteady();
  const [isOpen, setOpen] = useState(false);
  const own = shortcuts.filter(({ type }) => type === 'message');
  if (own.length === 0) return null;

  const run = async (callbackId: string) => {
    const { channel, ts } = message;
    onFailure((await act('shortcut', { callbackId, message: { channel, ts } })).error);
  };
  const wordsOf = (name: string) => (
    <>
      <span>{name}</span>
      <span className="menu-app">{app.name}</span>
    </>
  );
  return (
    <div className={isOpen ? 'message-toolbar open' : 'message-toolbar'}>
      <Menu
        name="Message shortcuts"
        icon={<Icon name="more" size={18} />}
        items={own.map(({ id, name }) => ({ id, words: wordsOf(name) }))}
        onPick={(id) => void run(id)}
        className="message-menu"
        side="below"
        onOpen={setOpen}
      />
    </div>
  );
}
