import { InputError } from '../errors.ts';
import type { Fault, Faults, PendingFaults } from './faults.ts';
import type { PageState } from './page-state.ts';

type PageFault = {
  readonly name: string;
  readonly raise: (faults: Faults) => void;
  /** How many are still to come; something that happens at once has none. */
  readonly left: (pending: PendingFaults) => number;
};

const tooMany: Fault = { status: 429, retryAfter: 1 };
const silence: Fault = { hang: true };
const tooLate: Fault = { error: 'expired_trigger_id' };

/** What the page can make go wrong, by its id. */
const pageFaults: Readonly<Record<string, PageFault>> = {
  rate_limit: {
    name: 'The next API call is answered 429, try again in 1 s',
    raise: (faults) => faults.api('*', tooMany),
    left: ({ api }) => api('*', tooMany),
  },
  no_answer: {
    name: 'The next API call is never answered',
    raise: (faults) => faults.api('*', silence),
    left: ({ api }) => api('*', silence),
  },
  late_trigger: {
    name: 'The next views.open comes too late',
    raise: (faults) => faults.api('views.open', tooLate),
    left: ({ api }) => api('views.open', tooLate),
  },
  duplicate: {
    name: 'The next delivery is sent twice',
    raise: (faults) => faults.duplicateDeliveries(1),
    left: ({ duplicates }) => duplicates(),
  },
  lost_ack: {
    name: 'The next acknowledgement is lost',
    raise: (faults) => faults.loseAcks(1),
    left: ({ lostAcks }) => lostAcks(),
  },
  drop_socket: {
    name: 'Drop the socket now',
    raise: (faults) => faults.dropSockets(),
    left: () => 0,
  },
};

export function listFaults(pending: PendingFaults): PageState['faults'] {
  return Object.entries(pageFaults).map(([id, { name, left }]) => ({ id, name, on: left(pending) }));
}

export function raiseFault(faults: Faults, id: string): void {
  const fault = Object.hasOwn(pageFaults, id) ? pageFaults[id] : undefined;
  if (fault === undefined) {
    throw new InputError(`There is no fault "${id}", only: ${Object.keys(pageFaults).join(', ')}.`);
  }
  fault.raise(faults);
}
