import { useState } from 'react';
import type { Draft } from './composer-draft.ts';

/** Brings earlier lines back into an empty box, the last one first; `recall` says whether there was one to go to. */
export function useRecall(
  { text, sent }: Draft,
  show: (line: string) => void,
): { isRecalling: boolean; recall: (step: 1 | -1) => boolean } {
  const [{ back, of }, setBack] = useState({ back: 0, of: 0 });
  const isRecalling = back > 0 && of === sent.length && text === sent.at(-back);
  const recall = (step: 1 | -1) => {
    if (!isRecalling && (text !== '' || step === -1)) return false;
    const next = (isRecalling ? back : 0) + step;
    if (next > sent.length) return isRecalling;
    setBack({ back: next, of: sent.length });
    show(next === 0 ? '' : (sent.at(-next) ?? ''));
    return true;
  };
  return { isRecalling, recall };
}
