import fc from 'fast-check';
import { DAY_MS, toIso } from '@/lib/common/clock';
import { uuidV7 } from '@/lib/common/uuid';
import { sampleBatch } from './collector-fixture';
import { SAMPLE_TIME, sampleWireEvent } from './sample-events';

/** One step away from a sound batch; `at` chooses the place, `pick` what to put there. */
interface Mutation {
  readonly op: (typeof TREE_OPS)[number] | (typeof BYTE_OPS)[number];
  readonly at: number;
  readonly pick: number;
}

/** A request as a hostile or broken sender might make it; small numbers are close to a sound one. */
export interface FuzzedRequest {
  readonly events: readonly number[];
  readonly tree: readonly Mutation[];
  readonly bytes: readonly Mutation[];
  readonly head: number;
}

const TREE_OPS = ['set', 'remove', 'rename', 'insert', 'repeat'] as const;
const BYTE_OPS = ['flip', 'cut', 'drop', 'double', 'token', 'byte'] as const;
const AT = fc.nat(0xffff);

const mutation = (ops: readonly Mutation['op'][]) =>
  fc.record({ op: fc.constantFrom(...ops), at: AT, pick: AT }, { noNullPrototype: true });

export const fuzzedRequest: fc.Arbitrary<FuzzedRequest> = fc.record(
  {
    events: fc.array(fc.nat(0xff), { minLength: 1, maxLength: 4 }),
    tree: fc.array(mutation(TREE_OPS), { maxLength: 4 }),
    // Most bytes changed at random end in bad JSON, which is soon told: fewer of them.
    bytes: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(mutation(BYTE_OPS), { maxLength: 3 }) },
    ),
    head: AT,
  },
  { noNullPrototype: true },
);

const event = (changes: object) => ({ ...sampleWireEvent(), ...changes });
const EVENTS = [
  event({}),
  event({ event_type: 'view', element: undefined, position: undefined, seq: 2 }),
  event({ event_type: 'add_to_cart', quantity: 2, page: 'product', seq: 3 }),
  event({ event_type: 'purchase', order_id: uuidV7(SAMPLE_TIME), quantity: 1, seq: undefined }),
  event({ search_term: 'mug', page_url: '/search?q=mug', page: 'search', flags: 'bfcache' }),
  event({ device_type: 'tablet', browser: 'Edge', location: 'FR-75', variant: 'hero:b' }),
].map((made) => JSON.stringify(made));
const ENVELOPE = JSON.stringify(sampleBatch([]));

const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
const wide = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]));

/** Names that a field may be renamed to or get beside it. */
const NAMES = [
  'event_id',
  'user_id',
  'timestamp',
  'events',
  'extra',
  'unit_price',
  'actor',
  'surplus',
  '__proto__',
  'constructor',
  'toString',
  'Bad Key',
  '',
  'k'.repeat(65),
  '\ud800',
  'length',
];

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  1,
  1.5,
  2 ** 31,
  2 ** 53,
  1e308,
  '',
  ' ',
  'x',
  'view',
  'purchase',
  'human',
  'teapot-clay',
  'moon',
  'a\ud800b',
  'a\u0000b\u001b[31m',
  'a\r\nb\u2028c\u202e',
  '\u{1fad6} ünïcödé',
  '__proto__',
  '../../etc/passwd',
  "'; DROP TABLE events; --",
  'x'.repeat(200),
  'x'.repeat(2_049),
  'é'.repeat(9_000),
  'javascript:alert(1)',
  'https://eve:secret@x.example/a?token=1&utm_source=%ZZ',
  'http://[::1',
  '//x.example/%00%ff',
  '/search?q=a%40b.co',
  'https://x.example/😀'.repeat(70),
  uuidV7(SAMPLE_TIME),
  uuidV7(SAMPLE_TIME + 400 * DAY_MS),
  uuidV7(SAMPLE_TIME - 60 * DAY_MS),
  '00000000-0000-0000-0000-000000000000',
  toIso(SAMPLE_TIME + DAY_MS - 1),
  toIso(SAMPLE_TIME - 40 * DAY_MS),
  '2026-02-31T10:00:00.000Z',
  '+275760-09-13T00:00:00.001Z',
  [],
  {},
  [1, [2, [3]]],
  { a: 'b\ud800', c: [null] },
  JSON.parse('{"__proto__":{"admin":1},"a":1}'),
  deep(7),
  deep(12),
  deep(500),
  wide(65),
  new Array(501).fill(1),
  'Nowhere/Atlantis',
];

/** JSON that no writer makes of a value. */
const TOKENS = ['1e400', '-0', 'NaN', '9007199254740993', '"\\ud800"', '{"a":1,"a":2}', '\ufeff'];

/** The body that a fuzzed request sends. */
export function bodyOf({ events, tree, bytes }: FuzzedRequest): Buffer {
  const batch = JSON.parse(ENVELOPE);
  for (const choice of events) batch.events.push(JSON.parse(pick(EVENTS, choice)));
  for (const step of tree) mutateTree(batch, step);
  let body: Buffer = Buffer.from(JSON.stringify(batch));
  for (const step of bytes) body = mutateBytes(body, step);
  return body;
}

type Container = Record<string, unknown> | unknown[];

function mutateTree(root: Container, step: Mutation): void {
  const places: { readonly holder: Container; readonly key: string }[] = [];
  collectPlaces(root, places, 3);
  const place = places[step.at % Math.max(1, places.length)];
  if (!place) return;
  const { holder, key } = place;
  const value = freshValue(step.pick);
  const put = (name: string, content: unknown) =>
    // Plain assignment would set the prototype where the name is __proto__.
    Object.defineProperty(holder, name, {
      value: content,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  const current = (holder as Record<string, unknown>)[key];
  if (Array.isArray(holder)) {
    const index = Number(key);
    if (step.op === 'remove') holder.splice(index, 1);
    else if (step.op === 'insert') holder.splice(index, 0, value);
    else if (step.op === 'repeat') holder.push(current);
    else holder[index] = value;
    return;
  }
  if (step.op === 'remove' || step.op === 'rename') delete holder[key];
  if (step.op === 'set') put(key, value);
  else if (step.op === 'insert') put(pick(NAMES, step.at), value);
  else if (step.op !== 'remove') put(pick(NAMES, step.pick), current);
}

/** Every place down to an event's own fields. */
function collectPlaces(
  holder: Container,
  places: { holder: Container; key: string }[],
  levels: number,
): void {
  for (const [key, value] of Object.entries(holder)) {
    places.push({ holder, key });
    if (levels > 1 && typeof value === 'object' && value !== null && places.length < 500) {
      collectPlaces(value as Container, places, levels - 1);
    }
  }
}

function mutateBytes(body: Buffer, step: Mutation): Buffer {
  const at = step.at % (body.length + 1);
  const [before, after] = [body.subarray(0, at), body.subarray(at)];
  switch (step.op) {
    case 'flip': {
      const copy = Buffer.from(body);
      if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << (step.pick % 8));
      return copy;
    }
    case 'cut':
      return before;
    case 'drop':
      return Buffer.concat([before, after.subarray(step.pick % 40)]);
    case 'double':
      return Buffer.concat([before, after.subarray(0, step.pick % 400), after]);
    case 'byte':
      return Buffer.concat([before, Buffer.from([step.pick % 256]), after]);
    default:
      return putToken(body, step);
  }
}

/** Puts a token in the place of a whole number, where JSON stays JSON. */
function putToken(body: Buffer, { at, pick: choice }: Mutation): Buffer {
  const text = body.toString('latin1');
  const from = text.indexOf(':', at % (text.length + 1));
  const number = /:-?\d+/g;
  number.lastIndex = Math.max(0, from);
  const found = number.exec(text);
  if (!found) return body;
  const token = Buffer.from(pick(TOKENS, choice)).toString('latin1');
  const end = found.index + found[0].length;
  return Buffer.from(`${text.slice(0, found.index + 1)}${token}${text.slice(end)}`, 'latin1');
}

/** A value of its own: a later step may change what an earlier one put in. */
function freshValue(choice: number): unknown {
  const value = pick(VALUES, choice);
  return typeof value === 'object' ? JSON.parse(JSON.stringify(value)) : value;
}

function pick<T>(from: readonly T[], choice: number): T {
  return from[choice % from.length] as T;
}
