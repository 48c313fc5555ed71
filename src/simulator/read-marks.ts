import type { Message } from './message.ts';

/** Up to where each member has read each channel. */
export type ReadMarks = {
  /** How many messages of others came since; ephemeral ones are not counted, as in Slack. */
  readonly unread: (channel: string, userId: string) => number;
  readonly markRead: (channel: string, userId: string) => void;
};

export function createReadMarks(
  messagesOf: (channel: string) => readonly Message[],
  changed: () => void,
): ReadMarks {
  const marks = new Map<string, number>();
  const markOf = (channel: string, userId: string) => marks.get(`${channel}:${userId}`) ?? 0;
  return {
    unread: (channel, userId) => {
      const mark = markOf(channel, userId);
      return messagesOf(channel).filter(
        ({ ts, user, ephemeral }) => user !== userId && !ephemeral && Number(ts) > mark,
      ).length;
    },
    markRead: (channel, userId) => {
      const last = messagesOf(channel).reduce((ts, one) => Math.max(ts, Number(one.ts)), 0);
      if (markOf(channel, userId) === last) return;
      marks.set(`${channel}:${userId}`, last);
      changed();
    },
  };
}
