import type { ReactNode } from 'react';
import type { BlockOf } from '../block-types.ts';
import { Icon } from '../icons.tsx';
import { Words } from '../words.tsx';
import { Display } from './display.tsx';
import { Picture } from './picture.tsx';

type Props = { readonly block: BlockOf<'container'>; readonly children: ReactNode };

/** Blocks in a frame with a title; some can be folded away. */
export function Container({ block, children }: Props) {
  const { is_collapsible = false, default_collapsed = false, width = 'standard', has_header_divider } = block;
  const frame = ['container', width, has_header_divider && 'divided'].filter(Boolean).join(' ');
  if (!is_collapsible) {
    return (
      <section className={frame}>
        <Title block={block} />
        <div className="container-body">{children}</div>
      </section>
    );
  }
  return (
    <details className={frame} open={!default_collapsed}>
      <summary>
        <Title block={block} />
        <Icon name="caret" />
      </summary>
      <div className="container-body">{children}</div>
    </details>
  );
}

function Title({ block: { icon, title, rich_text_title, subtitle } }: Pick<Props, 'block'>) {
  return (
    <div className="container-head">
      {icon && <Picture image={icon} className="card-icon" />}
      <div>
        <div className="card-title">
          {title === undefined ? rich_text_title && <Display block={rich_text_title} /> : title.text}
        </div>
        {subtitle && (
          <div className="detail">
            <Words text={subtitle} />
          </div>
        )}
      </div>
    </div>
  );
}
