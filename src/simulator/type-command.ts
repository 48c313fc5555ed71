import { InputError } from '../errors.ts';
import { type Actor, type CommandOptions, type CommandResult, follow } from './acts.ts';
import type { Delivered, Payload } from './delivery.ts';
import { escapeText } from './escape.ts';
import { createExchange, type Exchange } from './exchange.ts';
import type { Message } from './message.ts';
import { commandPayload } from './payloads.ts';
import { applyResponse } from './respond.ts';
import { SlackError } from './slack-error.ts';
import { type Channel, slackbot } from './workspace.ts';

type Acknowledged = Extract<Delivered, { acknowledged: true }>;
type Ending = Pick<CommandResult, 'acknowledged' | 'error' | 'message'>;

/** Types a line in a channel. What goes wrong is said by Slackbot, as in Slack. */
export async function typeCommand(
  actor: Actor,
  channel: Channel,
  line: string,
  options: CommandOptions,
): Promise<CommandResult> {
  const { world, workspace, user } = actor.scene;
  const [, command = '', text = ''] = /^(\/\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  if (command === '') throw new InputError(`A command begins with a slash, such as "/hello world": ${line}`);
  const exchange = createExchange(workspace.id, channel.id, user.id);
  const isInstalled = world.installations.of(workspace.id) !== undefined;
  const declared = world.manifest.commands.find((one) => one.command === command);
  if (declared === undefined || !isInstalled) return undeclared(actor, exchange, command);
  const payload = commandPayload(actor.scene, channel, {
    command,
    text: options.raw === true || !declared.shouldEscape ? text : escapeText(text, workspace),
    responseUrl: actor.issueResponseUrl(exchange),
    triggerId: options.triggerId ?? world.triggers(workspace.id).issue(user.id),
  });
  return deliverCommand(actor, exchange, command, payload);
}

async function deliverCommand(
  actor: Actor,
  exchange: Exchange,
  command: string,
  payload: Payload,
): Promise<CommandResult> {
  const outcome = await actor.deliver('slash_commands', payload, true);
  const ending = outcome.acknowledged
    ? showAnswer(actor, exchange, command, outcome)
    : fail(actor, exchange, command, outcome.error);
  return {
    ...ending,
    ...follow(actor, exchange),
    redeliver: () => deliverCommand(actor, exchange, command, payload),
  };
}

/** Shows what an acknowledgement carries; an empty one shows nothing. */
function showAnswer(
  actor: Actor,
  exchange: Exchange,
  command: string,
  { id, payload }: Acknowledged,
): Ending {
  const answer = typeof payload === 'string' && payload !== '' ? { text: payload } : payload;
  const isEmpty = !answer || (typeof answer === 'object' && Object.keys(answer).length === 0);
  if (isEmpty) return { acknowledged: true };
  try {
    const message = applyResponse(actor.scene.workspace, exchange, answer);
    return { acknowledged: true, ...(message === undefined ? {} : { message }) };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const { code, details } = error;
    actor.scene.world.journal.record({ kind: 'refused', id, payload, error: code, details });
    return fail(actor, exchange, command, 'invalid_command_response');
  }
}

function fail(actor: Actor, exchange: Exchange, command: string, error: string): Ending {
  slackbotSays(actor, exchange, `${command} failed with the error "${error}"`);
  return { acknowledged: false, error };
}

function undeclared(actor: Actor, exchange: Exchange, command: string): CommandResult {
  const text = `\`${command}\` is not a valid command. In Slack, all messages that start with the "/" symbol are interpreted as commands.`;
  exchange.replies.push(slackbotSays(actor, exchange, text).ts);
  return {
    acknowledged: false,
    error: 'unknown_command',
    ...follow(actor, exchange),
    redeliver: () => Promise.reject(new InputError(`${command} was never delivered.`)),
  };
}

function slackbotSays({ scene: { workspace, user } }: Actor, { channel }: Exchange, text: string): Message {
  return workspace.post({ channel, user: slackbot, text, blocks: [], ephemeral: true, visibleTo: user.id });
}
