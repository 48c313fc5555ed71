import type { LoggedItem } from '../../services/answers.ts';
import { subjectOf } from './reasons.ts';
import { formatCount, type Say } from './say.ts';

const mostNamed = 5;

/** `Jane Doe, Sam Lee and 8 more` */
export function someOf(items: readonly LoggedItem[], say: Say): string {
  const named = items.slice(0, mostNamed).map((item) => subjectOf(item, say));
  const more = items.length - named.length;
  if (more > 0) return `${named.join(', ')} and ${formatCount(more)} more`;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}
