import { InputError } from '../errors.ts';

/** The `action_id` of every button the bot sends. */
export const ACTIONS = {
  logAnyway: 'log_anyway',
  undo: 'undo',
  undoEntry: 'undo_entry',
  choose: 'choose',
  openPolicy: 'open_policy',
  dismiss: 'dismiss',
  welcome: 'welcome',
  openLog: 'open_log',
  myRoom: 'my_room',
  openPending: 'open_pending',
  saveCheckIn: 'save_check_in',
  noneAccepted: 'none_accepted',
  notNow: 'not_now',
  openBlock: 'open_block',
  lift: 'lift',
  openPage: 'open_page',
  openCounter: 'open_counter',
  openCheck: 'open_check',
  openMySettings: 'open_my_settings',
  openSettings: 'open_settings',
  openSetUp: 'open_set_up',
  openRules: 'open_rules',
  openTeam: 'open_team',
  addTeam: 'add_team',
  openPeople: 'open_people',
  openTimes: 'open_times',
  testDigest: 'test_digest',
  removeTeam: 'remove_team',
  retryDelivery: 'retry_delivery',
  openBoard: 'open_board',
  boardPage: 'board_page',
  shareBoard: 'share_board',
  boardFile: 'board_file',
  openDigest: 'open_digest',
  digestPage: 'digest_page',
  previewDigest: 'preview_digest',
  postDigest: 'post_digest',
  export: 'export',
  help: 'help',
  tellTeam: 'tell_team',
} as const;

/** What a button points at: a request, and which of its persons (from 1) comes first. Nothing else travels in a button. */
export type RequestPart = { readonly requestId: number; readonly ordinal: number };

export function encodeRequestPart({ requestId, ordinal }: RequestPart): string {
  return `${requestId}.${ordinal}`;
}

/** Throws `InputError` for a value that no button of this version carries. */
export function decodeRequestPart(value: string): RequestPart {
  const [, requestId, ordinal] = /^([1-9]\d{0,15})\.([1-9]\d{0,8})$/.exec(value) ?? [];
  const part = { requestId: Number(requestId), ordinal: Number(ordinal) };
  if (Number.isSafeInteger(part.requestId) && Number.isSafeInteger(part.ordinal)) return part;
  throw new InputError(
    'This button is out of date. Type the command again, for example `/invites log https://www.linkedin.com/in/jane-doe`.',
  );
}

/** Which check-in a button stands in: whom it asked, and on which local date. */
export type CheckInId = { readonly userId: string; readonly date: string };

export function encodeCheckIn({ userId, date }: CheckInId): string {
  return `${userId}.${date}`;
}

/** Throws `InputError` for a value that no button of this version carries. */
export function decodeCheckIn(value: string): CheckInId {
  const [, userId, date] = /^([UW][A-Z0-9]{1,40})\.(\d{4}-\d{2}-\d{2})$/.exec(value) ?? [];
  if (userId !== undefined && date !== undefined) return { userId, date };
  throw new InputError('This button is out of date. Type `/invites accepted` to see whom you wait for.');
}
