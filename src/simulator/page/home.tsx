import type { View } from './api.ts';
import { Blocks } from './blocks.tsx';
import { usePage } from './page-context.ts';
import { Problem } from './problem.tsx';
import { useSurface } from './surface.ts';

/** The app's Home, as it was published for the viewer. */
export function Home() {
  const { state, viewer } = usePage();
  const { home } = state;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="home" aria-label="Home" tabIndex={0}>
      {home === undefined ? <EmptyHome /> : <PublishedHome key={`${viewer.user}/${home.id}`} home={home} />}
    </section>
  );
}

function PublishedHome({ home }: { readonly home: View }) {
  const surface = useSurface('home', { view: home.id }, home.blocks);
  return (
    <div className="home-content">
      <Blocks surface={surface} />
      {surface.failure !== undefined && <Problem reason={surface.failure} />}
    </div>
  );
}

function EmptyHome() {
  const { app, connected } = usePage().state;
  return (
    <div className="home-empty">
      <h2>This is a work in progress</h2>
      <p>
        {connected
          ? `${app.name} was told that you are here, and has published nothing yet: this page waits for its call of `
          : 'No app is connected. Once one is, this page waits for its call of '}
        <code>views.publish</code>.
      </p>
    </div>
  );
}
