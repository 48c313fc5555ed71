/** Turns while the app is awaited. */
export function Spinner({ isShown }: { readonly isShown: boolean }) {
  return isShown && <span className="waiting" aria-hidden="true" />;
}
