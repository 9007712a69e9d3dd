import { expect, test } from 'vitest';
import { readReportQuery } from './report-query';

const read = (text: string) => readReportQuery(new URLSearchParams(text), 3_600_000 - 1);

test('integers become numbers, anything else stays text', () => {
  expect(read('from_ms=5&to_ms=-7&actor=bot&x=1.5&y=')).toEqual({
    ok: true,
    parameters: { from_ms: 5, to_ms: -7, actor: 'bot', x: '1.5', y: '' },
  });
});

test('a range stands for its edges now, over any that were given', () => {
  expect(read('range=1h&from_ms=5')).toEqual({
    ok: true,
    parameters: { from_ms: 0, to_ms: 3_600_000 },
  });
});

test('an unknown range is named', () => {
  expect(read('range=2h')).toMatchObject({ ok: false, fields: ['range'] });
  expect(read('range=')).toMatchObject({ ok: false, fields: ['range'] });
});
