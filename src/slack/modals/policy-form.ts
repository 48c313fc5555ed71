import { InputError } from '../../errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { PolicyProblem } from '../../limits/parse-policy.ts';
import { accountTypes, type Policy, presetNames } from '../../limits/policy.ts';
import type { PolicyAnswer } from '../../services/answers.ts';
import type { Call } from '../../services/call.ts';
import { changePolicy } from '../../services/change-policy.ts';
import { readPolicyToChange } from '../../services/read-policy-to-change.ts';
import type { Answered } from '../request.ts';
import { policyView } from '../views/policy.ts';
import { conflictLines } from '../views/policy-conflict.ts';
import type { Form, FormRun, PressRun } from './form.ts';
import {
  blockIdOf,
  decodeDraft,
  type PolicyDraft,
  type PolicyPage,
  rebased,
  withEntered,
} from './policy-draft.ts';
import { fieldProblem, policyDocument, policyValues } from './policy-values.ts';
import { POLICY_ACTIONS, policyCallbackId, policyModal } from './policy-view.ts';

/** The form that changes the limits of the workspace, filled in with those that hold. Managers only. */
export async function openPolicyForm(ledger: Ledger, call: Call): Promise<Answered> {
  const { version, policy } = await readPolicyToChange(ledger, call);
  const draft: PolicyDraft = { since: version, base: version, page: 'rules', draw: 0, typed: {} };
  return { kind: 'open', view: policyModal(draft, policy) };
}

export const policyForm: Form = {
  callbackId: policyCallbackId,
  submit: save,
  presses: {
    [POLICY_ACTIONS.preset]: (run) => choosePreset(run, run.press.value),
    [POLICY_ACTIONS.caps]: turnTo(() => 'free'),
    [POLICY_ACTIONS.waits]: turnTo(() => 'waits'),
    [POLICY_ACTIONS.rules]: turnTo(() => 'rules'),
    [POLICY_ACTIONS.accountType]: turnTo(
      ({ press }) => accountTypes.find((type) => type === press.value) ?? 'free',
    ),
  },
};

/** Another page of the same form: what was entered on this one is kept. */
function turnTo(pageOf: (run: PressRun) => PolicyPage) {
  return async (run: PressRun): Promise<Answered> => {
    const { draft, base } = await filledIn(run);
    return redrawn({ ...draft, page: pageOf(run) }, base);
  };
}

/** Every field of every page gets the preset's value. */
async function choosePreset({ ledger, call, form }: FormRun, value: string): Promise<Answered> {
  const preset = presetNames.find((name) => name === value);
  if (preset === undefined) throw new InputError('Choose one of the starting points in the list.');
  const draft: PolicyDraft = { ...decodeDraft(form.metadata), base: preset, page: 'rules', typed: {} };
  return redrawn(draft, await basePolicy(ledger, call, draft));
}

async function save(run: FormRun): Promise<Answered> {
  const { ledger, call, form } = run;
  const { draft, base } = await filledIn(run);
  const chosen = form.state[blockIdOf('preset', draft)];
  // The choice was made a moment ago, and its numbers were not shown yet.
  if (typeof chosen === 'string' && chosen !== base.preset) return choosePreset(run, chosen);
  const values = { ...policyValues(base), ...draft.typed };
  const answer = await changePolicy(ledger, call, policyDocument(base, values), { since: draft.since });
  if (answer.conflict) {
    const notice = conflictLines(answer.conflict, call.zone).join('\n');
    const { version } = answer.conflict;
    // A starting point was chosen: it takes the place of all rules, theirs too.
    if (typeof draft.base === 'string') return redrawn({ ...draft, since: version }, base, notice);
    const theirs = await basePolicy(ledger, call, { ...draft, base: version });
    return redrawn(rebased(draft, base, version, theirs), theirs, notice);
  }
  return answer.problems.length > 0 ? problemsShown(draft, base, answer) : policyView(answer);
}

/** At their fields; those of another page as that page with its sentences at the top. */
function problemsShown(draft: PolicyDraft, base: Policy, { problems }: PolicyAnswer): Answered {
  const found = problems.map((problem) => fieldProblem(problem, base));
  const here = found.filter(({ path }) => pageOfField(path) === draft.page);
  if (here.length > 0) {
    return {
      kind: 'errors',
      errors: Object.fromEntries(here.map(({ path, message }) => [blockIdOf(path, draft), message])),
    };
  }
  const page = pageOfField(found[0]?.path ?? '');
  return redrawn({ ...draft, page }, base, noticeOf(found.filter(({ path }) => pageOfField(path) === page)));
}

function noticeOf(problems: readonly PolicyProblem[]): string {
  return [
    '*Not saved yet.* Mend this here:',
    ...new Set(problems.map(({ message }) => `• ${message}.`)),
  ].join('\n');
}

function pageOfField(field: string): PolicyPage {
  const [rule = '', ...rest] = field.split('.');
  if (rule === 'cap' || rule === 'notesPerMonth' || rule === 'noteChars')
    return accountTypes.find((type) => type === rest.at(-1)) ?? 'free';
  return rulesFields.has(rule) ? 'rules' : 'waits';
}

const rulesFields = new Set(['preset', 'guide', 'exceptions', 'overlap', 'nearing', 'critical']);

async function filledIn({ ledger, call, form }: FormRun): Promise<{ draft: PolicyDraft; base: Policy }> {
  const draft = decodeDraft(form.metadata);
  const base = await basePolicy(ledger, call, draft);
  return { draft: withEntered(draft, base, form.state), base };
}

async function basePolicy(ledger: Ledger, call: Call, { base }: PolicyDraft): Promise<Policy> {
  const { policy } = await readPolicyToChange(ledger, call, base);
  return policy;
}

function redrawn(draft: PolicyDraft, base: Policy, notice?: string): Answered {
  return { kind: 'update', view: policyModal({ ...draft, draw: draft.draw + 1 }, base, notice) };
}
