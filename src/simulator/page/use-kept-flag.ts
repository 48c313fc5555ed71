import { useState } from 'react';

/** A yes or no that this browser remembers; `fallback` until somebody chose. */
export function useKeptFlag(key: string, fallback = false): [boolean, (flag: boolean) => void] {
  const [flag, setFlag] = useState(() => (localStorage.getItem(key) ?? (fallback ? 'yes' : 'no')) === 'yes');
  const keep = (next: boolean) => {
    localStorage.setItem(key, next ? 'yes' : 'no');
    setFlag(next);
  };
  return [flag, keep];
}
