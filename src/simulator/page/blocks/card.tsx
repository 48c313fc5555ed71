import { useRef } from 'react';
import type { BlockOf, Card as CardShape } from '../block-types.ts';
import { Element } from '../element.tsx';
import { Icon } from '../icons.tsx';
import type { Surface } from '../surface.ts';
import { Words } from '../words.tsx';
import { Picture } from './picture.tsx';

type Props = { readonly surface: Surface; readonly block: CardShape };

export function Card({ surface, block }: Props) {
  const { hero_image, icon, title, subtitle, body, actions = [], block_id = '' } = block;
  return (
    <article className="card">
      {hero_image && <Picture image={hero_image} className="hero" />}
      <div className="card-head">
        {icon && <Picture image={icon} className="card-icon" />}
        <div>
          {title && (
            <div className="card-title">
              <Words text={title} />
            </div>
          )}
          {subtitle && (
            <div className="detail">
              <Words text={subtitle} />
            </div>
          )}
        </div>
      </div>
      {body && (
        <div className="card-body">
          <Words text={body} />
        </div>
      )}
      {actions.length > 0 && (
        <div className="actions">
          {actions.map((element, index) => (
            <Element
              key={element.action_id ?? index}
              surface={surface}
              blockId={block_id}
              element={element}
            />
          ))}
        </div>
      )}
    </article>
  );
}

type CarouselProps = { readonly surface: Surface; readonly block: BlockOf<'carousel'> };

/** Cards beside each other; the row is moved by its buttons, and by the keyboard from card to card. */
export function Carousel({ surface, block }: CarouselProps) {
  const row = useRef<HTMLUListElement>(null);
  const move = (direction: 1 | -1) => row.current?.scrollBy({ left: direction * 272, behavior: 'smooth' });
  return (
    <section className="carousel" aria-label={`${block.elements.length} cards`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul ref={row} tabIndex={0} aria-label="Cards">
        {block.elements.map((card, index) => (
          <li key={card.block_id ?? index}>
            <Card surface={surface} block={card} />
          </li>
        ))}
      </ul>
      {block.elements.length > 2 && (
        <div className="carousel-tools">
          <button
            type="button"
            className="icon-button back"
            aria-label="Previous cards"
            onClick={() => move(-1)}
          >
            <Icon name="caret" />
          </button>
          <button type="button" className="icon-button on" aria-label="Next cards" onClick={() => move(1)}>
            <Icon name="caret" />
          </button>
        </div>
      )}
    </section>
  );
}
