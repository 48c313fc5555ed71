import type { Answer, LoggedItem } from './answers.ts';

/** A refused item that can be recorded all the same; not so who asked not to be contacted, nor who was typed twice. */
export function mayBeRecorded({ refused, repeated, reasons }: LoggedItem): boolean {
  return refused && repeated !== true && reasons.every(({ code }) => code !== 'do_not_contact');
}

/** Whether an answer leaves a question open: "Did you send these?" */
export function hasRefusals(answer: Answer): boolean {
  switch (answer.kind) {
    case 'log':
      return answer.items.some(mayBeRecorded);
    case 'page':
      return !answer.anyway && answer.items.some(mayBeRecorded);
    default:
      return false;
  }
}
