import { useState } from 'react';

/** A yes or no that this browser remembers. */
export function useKeptFlag(key: string): [boolean, (flag: boolean) => void] {
  const [flag, setFlag] = useState(() => localStorage.getItem(key) === 'yes');
  const keep = (next: boolean) => {
    localStorage.setItem(key, next ? 'yes' : 'no');
    setFlag(next);
  };
  return [flag, keep];
}
