import { expect, test } from 'vitest';
import { createOracle, isSound } from './oracle';

const line = (event: object) => JSON.stringify({ received_at: 'some time', ...event });
const event = (n: number) => ({ event_id: `id-${n}`, page: 'home', seq: n });

function told(...fates: readonly ('ok' | 'refused' | 'unknown')[]) {
  const oracle = createOracle();
  for (const [n, fate] of fates.entries()) {
    oracle.issue(`id-${n}`, event(n));
    oracle.tell(`id-${n}`, fate);
  }
  return oracle;
}

test('an acked event must be there, an unknown one may be, a refused one must not', () => {
  const oracle = told('ok', 'unknown', 'refused');
  expect(isSound(oracle.judge([line(event(0))]))).toBe(true);
  expect(isSound(oracle.judge([line(event(0)), line(event(1))]))).toBe(true);
  expect(oracle.judge([line(event(1))])).toMatchObject({ lost: ['id-0'] });
  expect(oracle.judge([line(event(0)), line(event(2))])).toMatchObject({ spurious: ['id-2'] });
});

test('finds what was never issued, what was altered, and counts copies and torn lines', () => {
  const oracle = told('ok', 'ok');
  const found = [
    line(event(0)),
    line({ ...event(0), received_at: 'later' }),
    line({ ...event(1), seq: 7 }),
    line({ ...event(9) }),
    '{"event_id":"id-1","pa',
  ];
  expect(oracle.judge(found)).toEqual({
    issued: 2,
    acked: 2,
    refused: 0,
    unknown: 0,
    delivered: 3,
    duplicates: 1,
    unreadable: 1,
    lost: [],
    spurious: ['id-9'],
    altered: ['id-1'],
  });
});

test('a copy that differs is altered even where another is right', () => {
  const oracle = told('ok');
  const found = [line(event(0)), line({ ...event(0), surplus: 1 })];
  expect(oracle.judge(found).altered).toEqual(['id-0']);
});

test('one ack is enough whatever other tries were told', () => {
  const oracle = told('unknown');
  oracle.tell('id-0', 'ok');
  oracle.tell('id-0', 'unknown');
  expect(oracle.fate('id-0')).toBe('ok');
});

test('a refusal says nothing of an earlier try that had no answer', () => {
  const oracle = told('unknown');
  oracle.tell('id-0', 'refused');
  expect(isSound(oracle.judge([line(event(0))]))).toBe(true);
});

test('what breaks the contract must not be found whatever was told', () => {
  const oracle = createOracle();
  oracle.issue('id-0', null);
  oracle.tell('id-0', 'unknown');
  expect(oracle.judge([line(event(0))]).spurious).toEqual(['id-0']);
});
