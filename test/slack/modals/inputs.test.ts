import { expect, it } from 'vitest';
import { channelInput } from '../../../src/slack/modals/inputs.ts';

it('a channel that other companies read too cannot be chosen', () => {
  expect(channelInput({ id: 'channel', label: 'Channel' }).element).toMatchObject({
    filter: { include: ['public', 'private'], exclude_external_shared_channels: true },
  });
});
