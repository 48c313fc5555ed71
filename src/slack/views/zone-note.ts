import type { Reply } from '../request.ts';

/** Adds that Slack did not tell the caller's zone, and which one was used instead. */
export function withZoneNote(reply: Reply, zone: string): Reply {
  const note = `I could not read your time zone from Slack just now, so days begin at midnight in ${zone}.`;
  return {
    text: `${reply.text}\n${note}`,
    blocks: [...reply.blocks, { type: 'context', elements: [{ type: 'mrkdwn', text: note }] }],
  };
}
