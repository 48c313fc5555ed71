import type { Actor } from './acts.ts';
import { slackTime } from './payloads.ts';
import { describeView } from './view-schema.ts';

/** Opens a tab of the app, which hears of it if it subscribed to `app_home_opened`. */
export async function openApp({ scene, sendEvent }: Actor, tab: 'home' | 'messages'): Promise<void> {
  const { world, workspace, user } = scene;
  const channel = workspace.directChannel(user.id).id;
  if (world.manifest.events?.includes('app_home_opened') === false) return;
  const home = tab === 'home' ? workspace.views.home(user.id) : undefined;
  const event = {
    type: 'app_home_opened',
    user: user.id,
    channel,
    tab,
    event_ts: slackTime(world),
    ...(home === undefined ? {} : { view: describeView(home, workspace, world.appId) }),
  };
  await sendEvent(event, workspace.id);
}
