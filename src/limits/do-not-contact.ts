import type { DoNotContact, Question } from './reason.ts';

/** A person's right, at present and whenever the invite was sent: the one block that nobody can override. */
export function doNotContact({ request }: Question): DoNotContact | null {
  const since = request.person?.doNotContactSince ?? null;
  return since === null ? null : { code: 'do_not_contact', verdict: 'block', since };
}
