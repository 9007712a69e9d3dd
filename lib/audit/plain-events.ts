import { SECOND_MS } from '@/lib/common/clock';
import { UUID_V7 } from '@/lib/common/uuid';
import { type Column, MAX_TEXT } from '@/lib/events/columns';
import { copyOf } from './copy-of';
import { NULLABLE, SENT } from './event-text';

/** An event that stands in the ledger just as it was to be stored. */
export interface PlainEvent {
  readonly event_id: string;
  readonly at_ms: number;
  /** Of an event that has a price, else null. */
  readonly product_id: string | null;
  /** Nullable columns that are there. */
  readonly present: number;
  /** Its JSON, which is in the contract's order. */
  readonly json: string;
}

export interface PlainCaptured {
  readonly at: number;
  readonly events: readonly PlainEvent[];
}

export interface PlainAcked {
  readonly at: number;
  readonly ids: readonly string[];
}

const CAPTURED = /\{"t":"captured","at":(0|[1-9]\d{0,14}),"events":\[/y;
const ACKED = /\{"t":"acked","at":(0|[1-9]\d{0,14}),"ids":\[/y;
const ID = new RegExp(`"(${sourceOf(UUID_V7)})"`, 'y');
const COMMA = 0x2c;

/** Text in which neither JSON nor the validator changes anything. */
const PLAIN_TEXT = '[ !#-\\[\\]-~]+';
/** Columns whose values are asked for. */
const NAMED: ReadonlySet<string> = new Set(['event_type', 'timestamp', 'event_id']);
/** Of each column its place among the expression's groups; columns without one are not looked at. */
const GROUPS = new Map<string, number>();
const EVENT = new RegExp(`\\{${SENT.map(fieldPattern).join('')}\\}`, 'y');
const group = (name: string) => GROUPS.get(name) ?? 0;
const EVENT_TYPE = group('event_type');
const PRODUCT_ID = group('product_id');
const TIMESTAMP = group('timestamp');
const EVENT_ID = group('event_id');
const PRESENT = NULLABLE.map(({ name }) => group(name));
const CLEANED = SENT.flatMap((column) => {
  const { name, clean, maxLength = MAX_TEXT } = column;
  return clean
    ? [
        {
          at: group(name),
          isClean: remembered((text) => clean(text) === text && text.length <= maxLength),
        },
      ]
    : [];
});

/**
 * The line as the writer's JSON.stringify leaves it, where nothing about it is out of the ordinary;
 * null otherwise, and then it has to be read in full. The expression is made of the contract's columns
 * and takes nothing that the validator would not take as it is: reading a million events so costs half
 * of what parsing and validating them does.
 */
export function plainCaptured(line: string): PlainCaptured | null {
  CAPTURED.lastIndex = 0;
  const head = CAPTURED.exec(line);
  if (!head) return null;
  const events: PlainEvent[] = [];
  let next = CAPTURED.lastIndex;
  for (;;) {
    const event = plainEvent(line, next);
    if (!event) return null;
    events.push(event);
    next += event.json.length;
    if (line.charCodeAt(next) !== COMMA) break;
    next += 1;
  }
  return endsAt(line, next) ? { at: Number(head[1]), events } : null;
}

/** Likewise of an `acked` line. */
export function plainAcked(line: string): PlainAcked | null {
  ACKED.lastIndex = 0;
  const head = ACKED.exec(line);
  if (!head) return null;
  const ids: string[] = [];
  let next = ACKED.lastIndex;
  for (;;) {
    ID.lastIndex = next;
    const id = ID.exec(line)?.[1];
    if (!id) return null;
    ids.push(id);
    next = ID.lastIndex;
    if (line.charCodeAt(next) !== COMMA) break;
    next += 1;
  }
  return endsAt(line, next) ? { at: Number(head[1]), ids } : null;
}

function endsAt(line: string, at: number): boolean {
  return line.length === at + 2 && line.endsWith(']}');
}

function plainEvent(line: string, at: number): PlainEvent | null {
  EVENT.lastIndex = at;
  const match = EVENT.exec(line);
  if (!match) return null;
  for (const { at, isClean } of CLEANED) {
    const text = match[at];
    if (text !== undefined && !isClean(text)) return null;
  }
  let present = 0;
  for (const at of PRESENT) if (match[at] !== undefined) present += 1;
  const type = match[EVENT_TYPE];
  const priced = type === 'purchase' || type === 'add_to_cart';
  return {
    event_id: match[EVENT_ID] ?? '',
    at_ms: timeOf(match[TIMESTAMP] ?? ''),
    product_id: priced ? (match[PRODUCT_ID] ?? null) : null,
    present,
    json: match[0],
  };
}

function fieldPattern(column: Column, at: number): string {
  const { name, core, nullable } = column;
  const wanted = nullable || column.clean || NAMED.has(name);
  if (wanted) GROUPS.set(name, GROUPS.size + 1);
  const value = wanted ? `(${valuePattern(column)})` : valuePattern(column);
  const quote = column.kind === 'string' ? '"' : '';
  const key = `${at === 0 ? '' : ','}"${name}":`;
  if (!nullable) return `${key}${quote}${value}${quote}`;
  return core ? `${key}(?:null|${quote}${value}${quote})` : `(?:${key}${quote}${value}${quote})?`;
}

function valuePattern({ kind, values, pattern, max = 0 }: Column): string {
  // So many digits that no number of them is too large.
  if (kind !== 'string') return `[1-9]\\d{0,${String(max + 1).length - 2}}`;
  if (values) return `(?:${values.join('|')})`;
  return pattern ? `(?:${sourceOf(pattern)})` : PLAIN_TEXT;
}

/** Without anchors and groups that are kept. */
function sourceOf({ source }: RegExp): string {
  return source.replace(/^\^|\$$/g, '').replace(/\((?!\?)/g, '(?:');
}

let minute = { text: '', ms: 0 };

/** Date.parse, for times in the contract's form that come near each other. */
function timeOf(iso: string): number {
  const second = Number(iso.slice(17, 19));
  if (second > 59) return Date.parse(iso);
  if (!iso.startsWith(minute.text) || minute.text === '') {
    const text = iso.slice(0, 17);
    minute = { text, ms: Date.parse(`${text}00.000Z`) };
  }
  return minute.ms + second * SECOND_MS + Number(iso.slice(20, 23));
}

const MOST_REMEMBERED = 20_000;

function remembered(ask: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      if (known.size >= MOST_REMEMBERED) known.clear();
      answer = ask(text);
      known.set(copyOf(text), answer);
    }
    return answer;
  };
}
