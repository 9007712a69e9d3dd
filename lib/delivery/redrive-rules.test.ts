import { expect, test } from 'vitest';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { createRng } from '@/lib/common/rng';
import { toLine } from '@/lib/events/complete';
import { storedFault } from '@/lib/events/stored-fault';
import { storedEvent } from '@/lib/testing/lake-events';
import { issueEvents } from '@/lib/testing/oracle-events';
import { readUndelivered, redriveRulesTable } from './redrive-rules';

const AT = Date.parse('2026-11-22T08:30:00.000Z');
const EVENT = storedEvent(1, { event_ms: AT, page_url: '/product/pot' });
const LINE = toLine(EVENT);
const OTHER = toLine(storedEvent(2, { event_ms: AT }));
const read = (text: string | Uint8Array) => readUndelivered(Buffer.from(text), AT + 5);
const altered = (fields: Record<string, unknown>) => JSON.stringify({ ...EVENT, ...fields });
const REPAIRED = { ...EVENT, flags: 'repaired' };

test('whatever the collector stores keeps the contract', () => {
  const issued = issueEvents({
    rng: createRng(7),
    now: AT,
    count: 500,
    runId: 'run-1',
    prices: PRODUCTS,
  });
  for (const { stored } of issued) {
    const { received_at = '2026-11-22T08:30:00.000Z', ...rest } = stored;
    expect(storedFault({ ...rest, received_at })).toBeNull();
  }
});

test('what is an event stays as it is to the byte, whatever broke beside it', () => {
  expect(read(`${LINE}\n${OTHER}\n{"page":"cut`)).toEqual([
    { line: LINE, rules: [] },
    { line: OTHER, rules: [] },
    { text: '{"page":"cut', fault: { reason: 'not_object' } },
  ]);
  const odd = LINE.replace('{', '{"colour":"red", ');
  expect(read(odd)).toEqual([{ line: odd, rules: [] }]);
});

test('glued events and arrays are taken apart', () => {
  const both = [LINE, OTHER];
  expect(read(`${LINE}${OTHER}`)).toEqual(both.map((line) => ({ line, rules: ['glued'] })));
  expect(read(`[${LINE},${OTHER}]`)).toEqual(both.map((line) => ({ line, rules: ['array'] })));
});

test.each([
  ['names', altered({ page: undefined, Page: 'home' }), {}],
  ['number_as_text', altered({ event_ms: String(AT), schema_version: '1' }), {}],
  ['text_as_number', altered({ search_term: 12 }), { search_term: '12' }],
  ['arrival', altered({ received_at: null }), { received_at: '2026-11-22T08:30:00.005Z' }],
  ['event_ms', altered({ event_ms: undefined }), {}],
  ['version', altered({ schema_version: undefined }), {}],
  ['control_characters', LINE.replace('/product/pot', '/product/\u0001pot'), {}],
])('%s mends an event, which says so', (rule, text, fields) => {
  const [found] = read(text);
  expect(found).toMatchObject({ rules: [rule] });
  expect(JSON.parse((found as { line: string }).line)).toEqual({ ...REPAIRED, ...fields });
  expect(storedFault(JSON.parse((found as { line: string }).line))).toBeNull();
});

test('bytes that are no UTF-8 become a sign that they were there', () => {
  const bytes = Buffer.concat([
    Buffer.from(LINE.slice(0, -2)),
    Buffer.from(`${LINE.slice(-2, -1)},"search_term":"`),
    Uint8Array.of(0xff),
    Buffer.from('"}'),
  ]);
  const [found] = read(bytes);
  expect(found).toMatchObject({ rules: ['bytes'] });
  expect(JSON.parse((found as { line: string }).line)).toEqual({
    ...REPAIRED,
    search_term: '\uFFFD',
  });
});

test.each([
  [altered({ event_id: 'e1' }), { reason: 'bad_id', field: 'event_id' }],
  [altered({ user_id: null }), { reason: 'missing_field', field: 'user_id' }],
  [altered({ page: 'nowhere' }), { reason: 'bad_field', field: 'page' }],
  [altered({ quantity: 1.5 }), { reason: 'bad_field', field: 'quantity' }],
  ['"text"', { reason: 'not_object' }],
  ['[1]', { reason: 'not_object' }],
])('%s is made into no event', (text, fault) => {
  expect(read(text)).toEqual([{ text: text === '[1]' ? '1' : text, fault }]);
});

test('flags that were there stay', () => {
  const [found] = read(altered({ schema_version: undefined, flags: 'bfcache' }));
  expect(JSON.parse((found as { line: string }).line).flags).toBe('bfcache repaired');
});

test('every rule is documented', () => {
  expect(redriveRulesTable()).toContain('| `glued` |');
  expect(redriveRulesTable().split('\n')).toHaveLength(2 + 3 + 1 + 7);
});
