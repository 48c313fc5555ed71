import type { BlockOf } from '../block-types.ts';
import { Display } from './display.tsx';

const states = {
  pending: { sign: '○', words: 'To do' },
  in_progress: { sign: '◐', words: 'In progress' },
  complete: { sign: '✓', words: 'Done' },
  error: { sign: '!', words: 'Failed' },
} as const;

/** A step of an agent's work. Its state is said, not only shown. */
export function TaskCard({ block }: { readonly block: BlockOf<'task_card'> }) {
  const { title, status, details, output, sources = [] } = block;
  const links = sources.flatMap(({ url, text }) =>
    typeof url === 'string' ? [{ url, text: typeof text === 'string' ? text : url }] : [],
  );
  return (
    <div className={`task ${status}`}>
      <span className="task-sign" aria-hidden="true">
        {states[status].sign}
      </span>
      <div>
        <span className="card-title">{title}</span> <span className="detail">{states[status].words}</span>
        {details && <Display block={details} />}
        {output && <Display block={output} />}
        {links.map(({ url, text }) => (
          <a key={url} href={url} target="_blank" rel="noreferrer">
            {text}
          </a>
        ))}
      </div>
    </div>
  );
}

export function Plan({ block: { title, tasks = [] } }: { readonly block: BlockOf<'plan'> }) {
  return (
    <section className="plan" aria-label={title}>
      <div className="plan-title">{title}</div>
      <ol>
        {tasks.map((task) => (
          <li key={task.task_id}>
            <TaskCard block={task} />
          </li>
        ))}
      </ol>
    </section>
  );
}
