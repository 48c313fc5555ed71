import type { BlockOf, Picture as Shape } from '../block-types.ts';
import { useSteady } from '../page-context.ts';
import { pictureUrl } from '../picture-url.ts';

export function Picture({ image, className }: { readonly image: Shape; readonly className: string }) {
  const { viewer } = useSteady();
  return <img className={className} src={pictureUrl(image, viewer)} alt={image.alt_text} />;
}

/** A picture of its own; one with a title can be folded away. */
export function ImageBlock({ block }: { readonly block: BlockOf<'image'> }) {
  const { viewer } = useSteady();
  const picture = <img className="image-block" src={pictureUrl(block, viewer)} alt={block.alt_text} />;
  if (block.title === undefined) return picture;
  return (
    <details className="titled-image" open>
      <summary>{block.title.text}</summary>
      {picture}
    </details>
  );
}
