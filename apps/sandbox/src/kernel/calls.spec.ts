import { expect, it } from '@jest/globals';
import { createCallLog, type ArrivedCall } from './calls.js';

const call = (second: number, target: ArrivedCall['target'] = 'pixi'): ArrivedCall => ({
  at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
  target,
  name: `call-${second}`,
  status: 200,
  ms: 1,
});

it('keeps only the newest calls, oldest first', () => {
  const log = createCallLog({ max: 3 });
  for (let second = 0; second < 5; second += 1) log.record(call(second));
  expect(log.list().map(({ name }) => name)).toEqual(['call-2', 'call-3', 'call-4']);
});

it('lists calls as they arrived, also when a slow one ended last', () => {
  const log = createCallLog({ max: 10 });
  [call(1), call(2), call(0)].forEach((one) => log.record(one));
  expect(log.list().map(({ name }) => name)).toEqual(['call-0', 'call-1', 'call-2']);
});

it('filters by target and by moment', () => {
  const log = createCallLog({ max: 10 });
  [call(0), call(1, 'unzer'), call(2), call(3)].forEach((one) => log.record(one));
  const since = '2026-01-01T00:00:02.000Z';
  expect(log.list({ target: 'pixi', since }).map(({ name }) => name)).toEqual(['call-2', 'call-3']);
});
