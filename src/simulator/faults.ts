/** What the Web API or a `response_url` does instead of its work. */
export type Fault =
  | { readonly status: 429; readonly retryAfter: number }
  | { readonly status: 500 | 502 | 503 }
  /** Never answers, until the simulator closes. */
  | { readonly hang: true }
  /** 200 with `ok: false`. */
  | { readonly error: string };

/** What the Web API does, besides: a call whose connection breaks before it is done, or after. */
export type ApiFault = Fault | { readonly drop: true } | { readonly lose: true };

/** Faults for tests: each is used up by the calls it hits. */
export type Faults = {
  /** The next `times` calls of a method (`*`: any). */
  readonly api: (method: string, fault: ApiFault, times?: number) => void;
  /** From now on each call of a method is hit by one of these, as often as its share of 1 says; the same for a seed. */
  readonly random: (method: string, seed: number, faults: readonly RandomFault[]) => void;
  readonly responseUrl: (fault: Fault, times?: number) => void;
  /** The next n deliveries are sent twice at once, over two connections if there are two. */
  readonly duplicateDeliveries: (n: number) => void;
  /** The next n acknowledgements are lost on the way: Slack sends the payload again. */
  readonly loseAcks: (n: number) => void;
  /** Cuts every Socket Mode connection without a word. */
  readonly dropSockets: () => void;
  /** Asks every Socket Mode client to connect again, as Slack does when it moves a connection. */
  readonly refreshSockets: () => void;
};

export type RandomFault = { readonly fault: ApiFault; readonly share: number };

/** The side of the faults that the simulator itself reads. */
export type FaultPlan = {
  readonly takeApi: (method: string) => ApiFault | undefined;
  readonly takeResponseUrl: () => Fault | undefined;
  readonly takeDuplicate: () => boolean;
  readonly takeLostAck: () => boolean;
};

/** How many are still to come. */
export type PendingFaults = {
  readonly api: (method: string, fault: ApiFault) => number;
  readonly duplicates: () => number;
  readonly lostAcks: () => number;
};

export type Sockets = { readonly drop: () => void; readonly refresh: () => void };

export function createFaults(sockets: () => Sockets): {
  faults: Faults;
  plan: FaultPlan;
  pending: PendingFaults;
} {
  const api = new Map<string, ApiFault[]>();
  const random = new Map<string, () => ApiFault | undefined>();
  const responseUrl: Fault[] = [];
  let duplicates = 0;
  let lostAcks = 0;
  const repeat = <F>(fault: F, times: number) => Array.from({ length: times }, () => fault);
  return {
    faults: {
      api: (method, fault, times = 1) =>
        void api.set(method, [...(api.get(method) ?? []), ...repeat(fault, times)]),
      random: (method, seed, faults) => void random.set(method, drawFaults(seed, faults)),
      responseUrl: (fault, times = 1) => void responseUrl.push(...repeat(fault, times)),
      duplicateDeliveries: (n) => {
        duplicates += n;
      },
      loseAcks: (n) => {
        lostAcks += n;
      },
      dropSockets: () => sockets().drop(),
      refreshSockets: () => sockets().refresh(),
    },
    pending: {
      api: (method, fault) => (api.get(method) ?? []).filter((one) => one === fault).length,
      duplicates: () => duplicates,
      lostAcks: () => lostAcks,
    },
    plan: {
      takeApi: (method) => api.get(method)?.shift() ?? api.get('*')?.shift() ?? random.get(method)?.(),
      takeResponseUrl: () => responseUrl.shift(),
      takeDuplicate: () => {
        if (duplicates === 0) return false;
        duplicates -= 1;
        return true;
      },
      takeLostAck: () => {
        if (lostAcks === 0) return false;
        lostAcks -= 1;
        return true;
      },
    },
  };
}

/** Draws a fault or none, by mulberry32. */
function drawFaults(seed: number, faults: readonly RandomFault[]): () => ApiFault | undefined {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    let drawn = ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    return faults.find(({ share }) => {
      drawn -= share;
      return drawn < 0;
    })?.fault;
  };
}
