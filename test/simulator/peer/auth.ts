import { type Behaviour, field, methodPage, word } from './behaviour.ts';

export const authBehaviours: Readonly<Record<string, Behaviour>> = {
  'auth.test says who the app is': {
    run: async (peer) => {
      const { ok, team_id, user_id, team, url } = await peer.call('auth.test');
      return [ok, team_id === peer.ids.team, user_id === peer.ids.bot, team, url];
    },
    answer: [true, true, true, 'Acme', 'https://acme.slack.com/'],
  },
  'auth.test refuses a strange token': {
    run: async (peer) => word(await peer.call('auth.test', {}, 'xoxb-strange')),
    answer: 'invalid_auth',
  },
  'an exchange gives a bot token of the workspace': {
    run: async (peer) => {
      const { ok, token_type, team, bot_user_id, authed_user, access_token } = await peer.exchange({
        code: await peer.consent(),
      });
      const known = [field(team, 'id') === peer.ids.team, bot_user_id === peer.ids.bot];
      return [
        ok,
        token_type,
        ...known,
        field(authed_user, 'id') === peer.ids.ada,
        /^xoxb-/.test(String(access_token)),
      ];
    },
    answer: [true, 'bot', true, true, true, true],
  },
  'a code works once': {
    run: async (peer) => {
      const code = await peer.consent();
      return [word(await peer.exchange({ code })), word(await peer.exchange({ code }))];
    },
    answer: ['ok', 'invalid_code'],
  },
  'an exchange refuses a strange code': {
    run: async (peer) => word(await peer.exchange({ code: 'strange' })),
    answer: 'invalid_code',
  },
  'an exchange refuses a strange client': {
    run: async (peer) => word(await peer.exchange({ client_id: '9.9', code: await peer.consent() })),
    answer: 'invalid_client_id',
  },
  'an exchange refuses a wrong secret': {
    run: async (peer) => word(await peer.exchange({ client_secret: 'x', code: await peer.consent() })),
    answer: 'bad_client_secret',
    differs: {
      emulate: 'invalid_client_id',
      why: 'Slack has an error of its own for the secret.',
      page: methodPage('oauth.v2.access'),
    },
  },
  'an exchange refuses another address than was asked for': {
    run: async (peer) =>
      word(await peer.exchange({ redirect_uri: 'http://127.0.0.1/x', code: await peer.consent() })),
    answer: 'bad_redirect_uri',
  },
};
