/** What the Web API or a `response_url` does instead of its work. */
export type Fault =
  | { readonly status: 429; readonly retryAfter: number }
  | { readonly status: 500 | 502 | 503 }
  /** Never answers, until the simulator closes. */
  | { readonly hang: true }
  /** 200 with `ok: false`. */
  | { readonly error: string };

/** Faults for tests: each is used up by the calls it hits. */
export type Faults = {
  /** The next `times` calls of a method (`*`: any). */
  readonly api: (method: string, fault: Fault, times?: number) => void;
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

/** The side of the faults that the simulator itself reads. */
export type FaultPlan = {
  readonly takeApi: (method: string) => Fault | undefined;
  readonly takeResponseUrl: () => Fault | undefined;
  readonly takeDuplicate: () => boolean;
  readonly takeLostAck: () => boolean;
};

/** How many are still to come. */
export type PendingFaults = {
  readonly api: (method: string, fault: Fault) => number;
  readonly duplicates: () => number;
  readonly lostAcks: () => number;
};

export type Sockets = { readonly drop: () => void; readonly refresh: () => void };

export function createFaults(sockets: () => Sockets): {
  faults: Faults;
  plan: FaultPlan;
  pending: PendingFaults;
} {
  const api = new Map<string, Fault[]>();
  const responseUrl: Fault[] = [];
  let duplicates = 0;
  let lostAcks = 0;
  const repeat = (fault: Fault, times: number) => Array.from({ length: times }, () => fault);
  return {
    faults: {
      api: (method, fault, times = 1) =>
        void api.set(method, [...(api.get(method) ?? []), ...repeat(fault, times)]),
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
      takeApi: (method) => api.get(method)?.shift() ?? api.get('*')?.shift(),
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
