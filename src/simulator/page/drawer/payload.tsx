import { useState } from 'react';

/** A payload as JSON, to read and to copy. */
export function Payload({ of, name }: { readonly of: unknown; readonly name: string }) {
  const [copied, setCopied] = useState<'copied' | 'failed'>();
  const json = JSON.stringify(of, undefined, 2) ?? '';
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(json);
      setCopied('copied');
    } catch {
      setCopied('failed');
    }
  };
  return (
    <div className="payload">
      <div className="payload-tools">
        <button type="button" className="drawer-action" onClick={() => void copy()}>
          Copy JSON
        </button>
        <span role="status">
          {copied === 'copied' && 'Copied.'}
          {copied === 'failed' && 'The browser does not let it be copied: select the text.'}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={`Payload: ${name}`}>
        <pre>{json}</pre>
      </section>
    </div>
  );
}
