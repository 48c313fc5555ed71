import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { CAPS } from '../../src/slack/caps.ts';
import { ACTIONS, decodeRequestPart, encodeRequestPart } from '../../src/slack/ids.ts';

describe('the value of a button', () => {
  it.each([
    { requestId: 1, ordinal: 1 },
    { requestId: Number.MAX_SAFE_INTEGER, ordinal: 100 },
  ])('comes back as it went: $requestId.$ordinal', (part) => {
    const value = encodeRequestPart(part);
    expect(value.length).toBeLessThanOrEqual(CAPS.buttonValue);
    expect(decodeRequestPart(value)).toEqual(part);
  });

  it.each(['', '1', '1.0', '0.1', '-1.1', '1.1.1', '1.1 ', 'a.1', '1e3.1', '9999999999999999.1', '01.1'])(
    'is out of date when it is %j',
    (value) => {
      expect(() => decodeRequestPart(value)).toThrow(InputError);
      expect(() => decodeRequestPart(value)).toThrow('This button is out of date.');
    },
  );
});

it('has an action id of its own for every button, within the length Slack allows', () => {
  const ids = Object.values(ACTIONS);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => id.length > CAPS.actionId)).toEqual([]);
});
