type Props = { readonly reason: string };

/** Why an act came to nothing: Slack's sentence and its word, or what the simulator says itself. */
export function ProblemText({ reason }: Props) {
  if (!/^\w+$/.test(reason)) return reason;
  return (
    <>
      We had some trouble connecting. Try again? <code>{reason}</code>
    </>
  );
}

/** The same below a message or the Home. */
export function Problem({ reason }: Props) {
  return (
    <p className="problem" role="alert">
      <ProblemText reason={reason} />
    </p>
  );
}
