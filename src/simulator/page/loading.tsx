/** Before anything is known. */
export function Loading({ lost }: { readonly lost: boolean }) {
  return (
    <main className="loading">
      <title>Simulated Slack</title>
      <p role="status">{lost ? 'Simulator not reachable. Waiting for it…' : 'Loading…'}</p>
    </main>
  );
}

type RefusedProps = { readonly reason: string; readonly onStartOver: () => void };

/** The address names somebody or something that is not here. */
export function Refused({ reason, onStartOver }: RefusedProps) {
  return (
    <main className="loading">
      <title>Simulated Slack</title>
      <p role="alert">This address leads nowhere: {reason}</p>
      <button type="button" className="button" onClick={onStartOver}>
        Start over
      </button>
    </main>
  );
}
