import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { NotAllowedError } from '../../errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { tidied } from '../../linkedin/person.ts';
import { addTeam } from '../../services/add-team.ts';
import type { Call } from '../../services/call.ts';
import { changeTeam } from '../../services/change-team.ts';
import { readRole } from '../../services/role.ts';
import type { TeamAnswer } from '../../services/settings-answers.ts';
import type { Answered, FormState } from '../request.ts';
import { sayMrkdwn } from '../views/say.ts';
import { nameTaken, notTheirs, teamConflict, teamView, tooManyTeams } from '../views/settings.ts';
import { atFields, drawnAs, enteredIn } from './drawn.ts';
import { type Form, type FormRun, parseForm } from './form.ts';
import { channelInput, textInput, usersInput } from './inputs.ts';
import {
  channelField,
  decodeMetadata,
  decodeTeam,
  listOf,
  noticeBlocks,
  peopleField,
  plain,
  textOf,
} from './settings-parts.ts';
import { readTeamToChange } from './team-page.ts';
import { zoneField, zoneInput } from './team-times.ts';

const callbackId = 'team_people';
const mostOfAName = 50;

const metadataSchema = z.strictObject({
  /** Null for a team that is to be added. */
  team: z.int().min(1).nullable(),
  /** The version that was last shown. */
  since: z.int().min(0),
  /** Counts the drawings with other values than were entered. */
  draw: z.int().min(0),
});
type Metadata = z.infer<typeof metadataSchema>;

/** Name, channel, managers and members of a team. */
export async function openPeople(ledger: Ledger, call: Call, value: string): Promise<Answered> {
  const { team } = await readTeamToChange(ledger, call, decodeTeam(value));
  const { name, channel, managers } = team.document;
  const state = { name, channel, managers, members: team.members };
  return { kind: 'open', view: peopleModal({ team: team.team, since: team.version, draw: 0 }, state) };
}

/** The same of a new team, with its time zone: at first that of who adds it. */
export async function openAddTeam(ledger: Ledger, call: Call): Promise<Answered> {
  const { isManager } = await readRole(ledger, call);
  if (!isManager) throw new NotAllowedError('Only managers of the workspace can add a team.');
  return { kind: 'open', view: peopleModal({ team: null, since: 0, draw: 0 }, { zone: call.zone }) };
}

export function peopleModal(metadata: Metadata, state: FormState, notice?: readonly string[]): ModalView {
  const isNew = metadata.team === null;
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: JSON.stringify(metadata),
    title: plain(isNew ? 'Add a team' : 'People and channel'),
    submit: plain(isNew ? 'Add Team' : 'Save Team'),
    close: plain('Cancel'),
    blocks: [...noticeBlocks(notice), ...drawnAs(metadata.draw, peopleInputs(isNew, state))],
  };
}

function peopleInputs(isNew: boolean, state: FormState): KnownBlock[] {
  return [
    textInput({
      id: 'name',
      label: 'Name',
      hint: `1 to ${mostOfAName} characters, like Sales Berlin.`,
      value: textOf(state, 'name'),
      max: mostOfAName,
    }),
    channelInput({
      id: 'channel',
      label: 'Channel for its digest and warnings',
      hint: 'Headroom must be in it: type /invite @Headroom there. Without one nothing is posted.',
      optional: true,
      value: textOf(state, 'channel'),
    }),
    usersInput({
      id: 'managers',
      label: 'Managers of the team',
      hint: 'They see the numbers and notes of its members, and change this team. Managers of the workspace do so anyway.',
      optional: true,
      values: listOf(state, 'managers'),
    }),
    usersInput({
      id: 'members',
      label: 'Members',
      hint: '1,000 at most. A person is in one team: whoever is in another one moves here.',
      optional: true,
      values: listOf(state, 'members'),
    }),
    ...(isNew ? [zoneInput(textOf(state, 'zone'))] : []),
  ];
}

const peopleSchema = z.object({
  name: z
    .string({ error: 'Enter a name, like Sales Berlin.' })
    .transform(tidied)
    .refine((name) => name.length > 0, { error: 'Enter a name, like Sales Berlin.' })
    .refine((name) => name.length <= mostOfAName, { error: `Enter ${mostOfAName} characters at most.` }),
  channel: channelField,
  managers: peopleField,
  members: peopleField,
});
const newTeamSchema = peopleSchema.extend({ zone: zoneField });

export const teamPeopleForm: Form = { callbackId, submit: save };

async function save({ ledger, call, form }: FormRun): Promise<Answered> {
  const metadata = decodeMetadata(metadataSchema, form.metadata);
  const { team, since, draw } = metadata;
  const state = enteredIn(form.state);
  if (team === null) {
    const entered = parseForm(newTeamSchema, state, 'name');
    if (!entered.ok) return atFields(draw, entered.errors);
    const { members, ...settings } = entered.data;
    return answered(await addTeam(ledger, call, { settings, members }), metadata, state, call);
  }
  const entered = parseForm(peopleSchema, state, 'name');
  if (!entered.ok) return atFields(draw, entered.errors);
  const { members, ...change } = entered.data;
  return answered(await changeTeam(ledger, call, { team, since, change, members }), metadata, state, call);
}

function answered(answer: TeamAnswer, metadata: Metadata, state: FormState, call: Call): Answered {
  const say = sayMrkdwn(call.zone);
  switch (answer.refusal?.kind) {
    case 'conflict': {
      const { conflict, members } = answer.refusal;
      const { name, channel, managers } = conflict.merged;
      const next = { ...metadata, since: conflict.version, draw: metadata.draw + 1 };
      const theirs = { name, channel, managers, members: members ?? listOf(state, 'members') };
      return { kind: 'update', view: peopleModal(next, theirs, teamConflict(answer.refusal, say)) };
    }
    case 'name_taken':
      return atFields(metadata.draw, { name: nameTaken });
    case 'too_many':
      return atFields(metadata.draw, { name: tooManyTeams });
    // Above the form and not at the field: an error there cannot name people.
    case 'in_another_team':
    case 'manages_more':
      return { kind: 'update', view: peopleModal(metadata, state, notTheirs(answer.refusal, say)) };
    case undefined:
      return teamView(answer);
  }
}
