import { expect, test } from 'vitest';
import { reportNamed } from '@/lib/analytics/reports/registry';
import { readReportQuery, wrongParameters } from './report-query';

const read = (text: string) => readReportQuery(new URLSearchParams(text), 3_600_000 - 1);

test('integers become numbers, anything else stays text', () => {
  expect(read('from_ms=5&to_ms=-7&compare=none&x=1.5&y=')).toEqual({
    ok: true,
    parameters: { from_ms: 5, to_ms: -7, compare: 'none', x: '1.5', y: '' },
  });
});

test('lists are written with commas, and stay text', () => {
  expect(read('device_type=mobile,tablet&country=&product_id=12,teapot')).toEqual({
    ok: true,
    parameters: { device_type: ['mobile', 'tablet'], country: [], product_id: ['12', 'teapot'] },
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

test('what it reads is what a report takes', () => {
  const query = read('range=1h&actor=bot,human&time_zone=Europe/Dublin&compare=before');
  const parsed = reportNamed('overview')?.parameters.safeParse(query.ok && query.parameters);
  expect(parsed?.data).toMatchObject({ actor: ['bot', 'human'], time_zone: 'Europe/Dublin' });
});

test('what a report refuses is named, also a name that it does not know', () => {
  const report = reportNamed('overview');
  const error = report?.parameters.safeParse({
    from_ms: 5,
    to_ms: 9,
    actor: ['x'],
    devise: 1,
  }).error;
  if (!error) throw new Error('these are wrong');
  const { fields, message } = wrongParameters(error);
  expect(fields).toEqual(['actor.0', 'devise']);
  expect(message).toContain('devise: is not a parameter of this report');
});
