import type { Ledger } from '../../ledger/connect.ts';
import type { ToldOutcome } from '../../services/answers.ts';
import type { Call } from '../../services/call.ts';
import { findPasted } from '../../services/find-pasted.ts';
import { listPendingPage } from '../../services/list-pending-page.ts';
import type { Answered, OpenForm } from '../request.ts';
import type { Form, PressRun } from './form.ts';
import { mostTicked, mostUnsure, type PendingDraft, readDraft } from './pending-draft.ts';
import { pastedNotice, tooManyNotice } from './pending-notices.ts';
import { submitPending } from './pending-submit.ts';
import { type Notice, nothingPendingView, PENDING, pendingFormView } from './pending-view.ts';

/**
 * The form of pending invites: with the outcome that was asked for chosen already, for the account that `as` names, on
 * the date that was typed (`YYYY-MM-DD`).
 */
export async function openPendingForm(
  ledger: Ledger,
  call: Call,
  { outcome, on }: { readonly outcome?: ToldOutcome; readonly on?: string } = {},
): Promise<Answered> {
  const draft: PendingDraft = {
    revision: 0,
    pastes: 0,
    page: 0,
    shows: 'found',
    search: '',
    ...(call.as !== undefined && { as: call.as }),
    ...((outcome === 'declined' || outcome === 'ignored') && { extra: outcome }),
    ticked: [],
    unsure: [],
    outcome: outcome ?? null,
    on: on ?? null,
    pasted: '',
  };
  const page = await listPendingPage(ledger, call, { page: 0, search: '' });
  return { kind: 'open', view: page.named === 0 ? nothingPendingView(page) : pendingFormView(page, draft) };
}

export const pendingForm: Form = {
  callbackId: 'pending',
  submit: (run) => submitPending(run, tickPasted),
  presses: {
    [PENDING.search]: show((draft) => ({ ...draft, shows: 'found', page: 0 })),
    [PENDING.showList]: show((draft) => ({ ...draft, shows: 'found', page: 0 })),
    [PENDING.showTicked]: show((draft) => ({ ...draft, shows: 'ticked', page: 0 })),
    [PENDING.showPrevious]: show((draft) => ({ ...draft, page: Math.max(0, draft.page - 1) })),
    [PENDING.showNext]: show((draft) => ({ ...draft, page: draft.page + 1 })),
    [PENDING.tick]: ({ ledger, call, form }) => tickPasted(ledger, call, form),
  },
};

/** Shows other people; whoever is ticked stays so. More ticks than can be recorded at a time are said where they are. */
function show(change: (draft: PendingDraft) => PendingDraft) {
  return async ({ ledger, call, form }: PressRun): Promise<Answered> => {
    const { typed, ...draft } = readDraft(form);
    if (draft.ticked.length > mostTicked)
      return draw(ledger, call, draft, tooManyNotice(draft.ticked.length));
    const changed = change(draft);
    const isNewSearch = changed.shows === 'found' && typed !== draft.search;
    return draw(ledger, call, { ...changed, search: typed, ...(isNewSearch && { page: 0 }) });
  };
}

/** Ticks whom the pasted text names, and shows them beside those whom a name may have meant. The field is empty again. */
async function tickPasted(ledger: Ledger, call: Call, form: OpenForm): Promise<Answered> {
  const { typed: _, ...draft } = readDraft(form);
  const found = await findPasted(ledger, callFor(call, draft), draft.pasted);
  const already = new Set(draft.ticked);
  const added = found.inviteIds.filter((id) => !already.has(id));
  const taken = added.slice(0, Math.max(0, mostTicked - already.size));
  const unsure = [...new Set(found.several.flatMap(({ inviteIds }) => inviteIds))].slice(0, mostUnsure);
  const next: PendingDraft = {
    ...draft,
    ticked: [...draft.ticked, ...taken],
    unsure,
    pasted: '',
    pastes: draft.pastes + 1,
    ...((taken.length > 0 || unsure.length > 0) && { shows: 'ticked', page: 0 }),
  };
  return draw(ledger, call, next, pastedNotice(found, taken.length, added.length - taken.length));
}

async function draw(ledger: Ledger, call: Call, draft: PendingDraft, notice?: Notice): Promise<Answered> {
  const page = await listPendingPage(ledger, callFor(call, draft), {
    page: draft.page,
    ...(draft.shows === 'ticked'
      ? { search: '', only: [...draft.ticked, ...draft.unsure] }
      : { search: draft.search }),
  });
  const drawn = { ...draft, page: page.page, revision: draft.revision + 1 };
  return { kind: 'update', view: pendingFormView(page, drawn, notice) };
}

function callFor(call: Call, { as }: PendingDraft): Call {
  return as === undefined ? call : { ...call, as };
}
