import { blockForm } from './block-form.ts';
import { boardModal } from './board-form.ts';
import { checkForm } from './check-form.ts';
import { counterForm } from './counter-form.ts';
import { digestListForm } from './digest-list.ts';
import type { Form } from './form.ts';
import { liftForm } from './lift-form.ts';
import { logForm } from './log-form.ts';
import { pageForm } from './page-form.ts';
import { pendingForm } from './pending-form.ts';
import { personalForm } from './personal-form.ts';
import { policyForm } from './policy-form.ts';
import { setUpForm } from './set-up-form.ts';
import { settingsForm } from './settings-form.ts';
import { teamPeopleForm } from './team-people.ts';
import { teamTimesForm } from './team-times.ts';

/** Every modal that does something. */
export const forms: readonly Form[] = [
  blockForm,
  checkForm,
  boardModal,
  counterForm,
  digestListForm,
  liftForm,
  logForm,
  pageForm,
  pendingForm,
  personalForm,
  policyForm,
  setUpForm,
  settingsForm,
  teamPeopleForm,
  teamTimesForm,
];
