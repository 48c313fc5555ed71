type Props = { readonly what: string; readonly value: unknown; readonly problem?: string };

/** What this page cannot draw, as what it is: never left out. */
export function JsonBlock({ what, value, problem }: Props) {
  return (
    <details className="json-block">
      <summary>
        {what}, {problem === undefined ? 'not drawn here' : `could not be drawn: ${problem}`}
      </summary>
      <pre className="json">{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}
