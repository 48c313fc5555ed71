import { useEffect, useState } from 'react';
import type { PageChannel } from '../page-state.ts';
import type { Message } from './api.ts';
import { firstUnread } from './conversation.ts';
import { usePage } from './page-context.ts';
import { useVisible } from './use-visible.ts';

/** Marks a channel read while it is shown in the tab in front; says where the unread began, until the reader leaves. */
export function useRead(channel: PageChannel, messages: readonly Message[]): string | undefined {
  const { act, viewer } = usePage();
  const visible = useVisible();
  const { id, unread } = channel;
  const [newSince, setNewSince] = useState(() => firstUnread(messages, viewer.user, unread));
  const [away, setAway] = useState(!visible);
  if (away !== !visible) {
    setAway(!visible);
    // Whoever comes back finds what came meanwhile; whoever leaves has seen all.
    setNewSince(visible ? firstUnread(messages, viewer.user, unread) : undefined);
  }
  useEffect(() => {
    if (visible && unread > 0) void act('read', { channel: id });
  }, [act, id, unread, visible]);
  return newSince;
}
