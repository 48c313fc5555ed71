import type { ApiFault, Fault } from './faults.ts';

/** The HTTP answer of a fault. One that hangs ends only when the simulator does. */
export function faultResponse(fault: Fault, closing: AbortSignal): Promise<Response> | Response {
  if ('hang' in fault) {
    return new Promise((resolve) => {
      closing.addEventListener('abort', () => resolve(new Response(null, { status: 503 })), { once: true });
    });
  }
  if ('error' in fault) return Response.json({ ok: false, error: fault.error });
  if (fault.status === 429) {
    return Response.json(
      { ok: false, error: 'ratelimited' },
      { status: 429, headers: { 'Retry-After': String(fault.retryAfter) } },
    );
  }
  return new Response('upstream error', { status: fault.status });
}

export function faultName(fault: ApiFault): string {
  if ('drop' in fault) return 'drop';
  if ('lose' in fault) return 'lose';
  if ('hang' in fault) return 'hang';
  if ('error' in fault) return fault.error;
  return fault.status === 429 ? 'ratelimited' : String(fault.status);
}
