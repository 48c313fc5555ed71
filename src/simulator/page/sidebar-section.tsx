import { type ReactNode, useId } from 'react';

type SectionProps = { readonly title: string; readonly children: ReactNode };

/** A titled list of places to go. */
export function SidebarSection({ title, children }: SectionProps) {
  const id = useId();
  return (
    <section className="rail-section">
      <h2 id={id}>{title}</h2>
      <ul aria-labelledby={id}>{children}</ul>
    </section>
  );
}

type PlaceProps = {
  readonly icon: ReactNode;
  readonly name: string;
  readonly unread: number;
  readonly isCurrent: boolean;
  readonly onGo: () => void;
};

/** A place to go; bold and counted while something there was not seen. */
export function SidebarPlace({ icon, name, unread, isCurrent, onGo }: PlaceProps) {
  const news = isCurrent ? 0 : unread;
  return (
    <li>
      <button
        type="button"
        className={news > 0 ? 'rail-place unread' : 'rail-place'}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={onGo}
      >
        {icon}
        <span className="rail-name">{name}</span>
        {news > 0 && (
          <span className="rail-count">
            {news > 99 ? '99+' : news}
            <span className="unseen"> unread</span>
          </span>
        )}
      </button>
    </li>
  );
}
