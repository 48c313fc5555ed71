import { expect, it } from 'vitest';
import { messageInWords, undeliveredView } from '../../../src/slack/views/undelivered.ts';

const failed = { what: 'check_in', channel: 'C0GENERAL', by: 'U0BOSS' };
const other = 'With another channel chosen, new messages go there; the old ones stay undelivered.';

it.each([
  ['check_in', 'A check-in'],
  ['silent', 'A reminder to log'],
  ['digest', 'A digest'],
  ['of a newer version', 'A message'],
  ['toString', 'A message'],
])('calls %s %s', (kind, name) => {
  expect(messageInWords(kind)).toBe(name);
});

it('says of a channel that stopped where to press, and that another channel gets new messages only', () => {
  const { text } = undeliveredView({ ...failed, reason: 'is_archived', stopped: true });
  expect(text).toBe(
    'A check-in to <#C0GENERAL> did not arrive. The channel is archived. Choose another one.\n' +
      'Until then no digest or warning is posted there. Once it is mended, press Retry Delivery in /invites settings.\n' +
      other,
  );
  expect(undeliveredView({ ...failed, reason: 'not_in_channel', stopped: true }).text).not.toContain(other);
});
