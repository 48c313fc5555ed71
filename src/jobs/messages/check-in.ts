import { readCheckIn } from '../../services/read-check-in.ts';
import { checkInView } from '../../slack/views/check-in.ts';
import type { MessageBuilder } from './message-builder.ts';

/** To a teammate: who has accepted? */
export const checkIn: MessageBuilder<'check_in'> = {
  kind: 'check_in',
  async build(ledger, { date }, { channel, callOf }) {
    const asked = await readCheckIn(ledger, await callOf(channel));
    return asked.kind === 'none' ? { nothing: asked.why } : checkInView(asked, date);
  },
};
