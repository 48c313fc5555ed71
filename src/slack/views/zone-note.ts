import type { KnownBlock, ModalView } from '@slack/types';
import { CAPS } from '../caps.ts';
import type { Reply } from '../request.ts';

/** Adds that Slack did not tell the caller's zone, and which one was used instead. */
export function withZoneNote(reply: Reply, zone: string): Reply {
  return { text: `${reply.text}\n${noteOf(zone)}`, blocks: [...reply.blocks, noteBlock(zone)] };
}

/** The same in a form, if it has room for it. */
export function viewWithZoneNote(view: ModalView, zone: string): ModalView {
  if (view.blocks.length >= CAPS.viewBlocks) return view;
  return { ...view, blocks: [...view.blocks, noteBlock(zone)] };
}

function noteOf(zone: string): string {
  return `I could not read your time zone from Slack just now, so days begin at midnight in ${zone}.`;
}

function noteBlock(zone: string): KnownBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: noteOf(zone) }] };
}
