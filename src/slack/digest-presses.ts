import { postDigest, previewDigest } from '../services/post-digest.ts';
import { ACTIONS } from './ids.ts';
import { openDigestList } from './modals/digest-list.ts';
import { decodeTeam } from './modals/settings-parts.ts';
import type { PressOf } from './presses.ts';
import { digestPostedView, digestPreviewView } from './views/digest-preview.ts';

/** The buttons of digests, by their `action_id`. The value is the number of a team. */
export const digestPresses: readonly (readonly [string, PressOf])[] = [
  [ACTIONS.openDigest, (ledger, call, { value }) => openDigestList(ledger, call, value)],
  [
    ACTIONS.previewDigest,
    async (ledger, call, { value }) =>
      digestPreviewView(await previewDigest(ledger, call, decodeTeam(value))),
  ],
  [
    ACTIONS.postDigest,
    async (ledger, call, { value }) => digestPostedView(await postDigest(ledger, call, decodeTeam(value))),
  ],
];
