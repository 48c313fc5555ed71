import { App, HTTPReceiver } from '@slack/bolt';

/** What the bot is measured against: Bolt that checks the signature and acknowledges, and nothing else. */
const receiver = new HTTPReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET ?? '' });
const app = new App({
  receiver,
  token: process.env.SLACK_BOT_TOKEN ?? '',
  deferInitialization: true,
  convoStore: false,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL ?? '' },
});
app.command('/invites', ({ ack }) => ack({ text: 'Acknowledged.' }));
await app.init();
await receiver.start(Number(process.env.PORT));
process.stdout.write('ready\n');
