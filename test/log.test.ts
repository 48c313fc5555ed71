import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { AppError, InputError } from '../src/errors.ts';
import { boltLogger, createLog, describeError, type Log } from '../src/log.ts';

function recorded(level = 'trace'): { log: Log; text: () => string } {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { log: createLog({ level }, stream), text: () => text };
}

/** As the driver and drizzle make them: parameters in the message and in properties. */
function databaseError(): Error {
  const cause = Object.assign(new Error('duplicate key value: Key (name)=(Jane Doe) already exists.'), {
    name: 'PostgresError',
    code: '23505',
    detail: 'Key (name)=(Jane Doe) already exists.',
    constraint_name: 'people_pkey',
    query: 'insert into people values ($1)',
    parameters: ['Jane Doe'],
  });
  return Object.assign(new Error('Failed query: insert into people\nparams: Jane Doe', { cause }), {
    name: 'DrizzleQueryError',
    params: ['Jane Doe'],
  });
}

describe('the log', () => {
  it('keeps name, code, constraint and frames of a database error, and no parameter', () => {
    const { log, text } = recorded();
    log.error({ err: databaseError() }, 'failed');
    expect(JSON.parse(text()).err).toMatchObject({
      name: 'DrizzleQueryError',
      frames: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
      cause: { name: 'PostgresError', code: '23505', constraint: 'people_pkey' },
    });
    expect(text()).not.toContain('Jane');
  });

  it('keeps the message of a programming mistake and of our own errors', () => {
    expect(describeError(new TypeError('x is not a function')).message).toBe('x is not a function');
    expect(describeError(new AppError('port', 'port 3000 is taken')).message).toBe('port 3000 is taken');
  });

  it('drops messages that may repeat what was typed', () => {
    const { log, text } = recorded();
    log.error({ err: new InputError('No person "Jane Doe".') });
    log.error({ err: new SyntaxError('Unexpected token J, "Jane Doe" is not valid JSON') });
    log.error({ err: new Error('Jane Doe') });
    log.error(new Error('Jane Doe'));
    log.error(new Error('Jane Doe'), 'failed');
    log.error({ err: 'Jane Doe' }, 'failed');
    expect(text()).not.toContain('Jane');
  });

  it('drops a message that spans lines and looks like a frame', () => {
    const error = new Error('first\n    at Jane Doe (x.ts:1:1)');
    expect(JSON.stringify(describeError(error))).not.toContain('Jane');
  });
});

describe("Bolt's logger", () => {
  it('never passes on what Bolt logs below info', () => {
    const { log, text } = recorded('trace');
    const logger = boltLogger(log);
    logger.setLevel(logger.getLevel());
    logger.debug('payload: Jane Doe');
    logger.info('started');
    expect(text()).not.toContain('Jane');
    expect(text()).toContain('started');
    expect(logger.getLevel()).toBe('info');
  });

  it('cuts out tokens and addresses', () => {
    const { log, text } = recorded();
    boltLogger(log).warn(
      'open failed for wss://wss.slack.com/link?ticket=abc with xapp-1-A1-2-cafe and xoxb-12-34-zz',
    );
    expect(JSON.parse(text())).toMatchObject({
      part: 'bolt',
      msg: 'open failed for [url] with [token] and [token]',
    });
  });

  it('passes errors through the same filter', () => {
    const { log, text } = recorded();
    boltLogger(log).error('it failed', databaseError());
    expect(JSON.parse(text()).err.cause.code).toBe('23505');
    expect(text()).not.toContain('Jane');
  });
});
