import { toIso } from '@/lib/common/clock';
import { jsonDocuments } from '@/lib/common/json-documents';
import { COLUMNS, type Column, SCHEMA_VERSION } from '@/lib/events/columns';
import { toLine } from '@/lib/events/complete';
import type { ClickstreamEvent } from '@/lib/events/event';
import { type StoredFault, storedFault } from '@/lib/events/stored-fault';
import { cleanText } from '@/lib/events/validate';

type Fields = Readonly<Record<string, unknown>>;

interface TextRule {
  readonly name: string;
  readonly doc: string;
  /** The text that is read instead; the same one where there is nothing to mend. */
  mend(text: string): string;
}

interface EventRule {
  readonly name: string;
  readonly doc: string;
  /** The fields to keep instead; the same object where there is nothing to mend. */
  mend(event: Fields, arrivedAt: number): Fields;
}

/** Tried in order on a document that cannot be read, until it can. */
const TEXT_RULES: readonly TextRule[] = [
  {
    name: 'control_characters',
    doc: 'Control characters, which JSON takes only as escapes, leave the text.',
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being removed
    mend: (text) => text.replace(/[\u0000-\u001f]+/g, ''),
  },
];

const BY_NAME: ReadonlyMap<string, Column> = new Map(COLUMNS.map((one) => [one.name, one]));
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** Applied in order to an event that breaks the contract; none of them makes up what nobody said. */
const EVENT_RULES: readonly EventRule[] = [
  {
    name: 'names',
    doc: 'Names in another case are those of the contract.',
    mend: mendFields((key, value) => [BY_NAME.has(key) ? key : key.toLowerCase(), value]),
  },
  {
    name: 'number_as_text',
    doc: 'A text that spells a number is that number, where the column holds numbers.',
    mend: mendFields((key, value) => {
      const kind = BY_NAME.get(key)?.kind ?? 'string';
      const spelled = kind !== 'string' && typeof value === 'string' && NUMBER.test(value.trim());
      return [key, spelled ? Number(value) : value];
    }),
  },
  {
    name: 'text_as_number',
    doc: 'A number or a truth is its text, where the column holds text.',
    mend: mendFields((key, value) => {
      const plain = typeof value === 'number' || typeof value === 'boolean';
      return [key, plain && BY_NAME.get(key)?.kind === 'string' ? String(value) : value];
    }),
  },
  {
    name: 'bad_characters',
    doc: 'Control characters and halves of surrogate pairs leave the fields.',
    mend: mendFields((key, value) => [key, typeof value === 'string' ? cleanText(value) : value]),
  },
  {
    name: 'arrival',
    doc: 'Without `received_at`, it was received when Firehose took it.',
    mend: (event, arrivedAt) =>
      (event.received_at ?? null) === null ? { ...event, received_at: toIso(arrivedAt) } : event,
  },
  {
    name: 'event_ms',
    doc: 'Without `event_ms`, it is the same moment as `timestamp`.',
    mend(event) {
      const ms = Date.parse(String(event.timestamp));
      const lacks = (event.event_ms ?? null) === null && !Number.isNaN(ms);
      return lacks ? { ...event, event_ms: ms } : event;
    },
  },
  {
    name: 'version',
    doc: 'Without `schema_version`, it is of the first.',
    mend: (event) =>
      (event.schema_version ?? null) === null
        ? { ...event, schema_version: SCHEMA_VERSION }
        : event,
  },
];

/** Applied before there are documents to look at. */
const SPLITTING = [
  {
    name: 'bytes',
    doc: 'Bytes that are no UTF-8 become U+FFFD, and a byte-order mark goes.',
  },
  { name: 'glued', doc: 'Events without a line break between them are taken apart.' },
  { name: 'array', doc: 'An array of events is its events: Firehose takes no arrays.' },
] as const;

/** One event out of an undelivered record, or what could not be made into one. */
export type Redriven =
  | { readonly line: string; readonly rules: readonly string[] }
  | { readonly text: string; readonly fault: StoredFault };

/**
 * What an undelivered record holds. An event that keeps the contract as it is stays as it is, to the
 * byte; one that a rule had to mend says so by the flag `repaired`.
 */
export function readUndelivered(bytes: Uint8Array, arrivedAt: number): readonly Redriven[] {
  const { text, mended } = decoded(bytes);
  const found: Redriven[] = [];
  for (const row of text.split('\n')) {
    const documents = jsonDocuments(row);
    const before = [...mended, ...(documents.length > 1 ? ['glued'] : [])];
    for (const document of documents) found.push(...redriven(document, before, arrivedAt));
  }
  return found;
}

function decoded(bytes: Uint8Array) {
  try {
    // A byte-order mark is dropped by both.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), mended: [] };
  } catch {
    // Not UTF-8: read as well as it can be.
    return { text: new TextDecoder().decode(bytes), mended: ['bytes'] };
  }
}

function redriven(document: string, before: readonly string[], arrivedAt: number): Redriven[] {
  const read = parsed(document);
  if (!read) return [{ text: document, fault: { reason: 'not_object' } }];
  const rules = [...before, ...read.rules];
  const { value } = read;
  if (!Array.isArray(value)) return [mendedEvent(document, value, rules, arrivedAt)];
  return value.map((one) => mendedEvent(JSON.stringify(one), one, [...rules, 'array'], arrivedAt));
}

function parsed(document: string): { value: unknown; rules: readonly string[] } | null {
  let text = document;
  const rules: string[] = [];
  for (const rule of [null, ...TEXT_RULES]) {
    const next = rule ? rule.mend(text) : text;
    if (rule && next === text) continue;
    if (rule) rules.push(rule.name);
    text = next;
    try {
      return { value: JSON.parse(text), rules };
    } catch {
      // The next rule may help.
    }
  }
  return null;
}

/** `before` are rules that only took the event out of what was around it. */
function mendedEvent(
  text: string,
  value: unknown,
  before: readonly string[],
  arrivedAt: number,
): Redriven {
  const altered = before.some((name) => name !== 'glued' && name !== 'array');
  if (!storedFault(value) && !altered) return { line: text, rules: before };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { text, fault: { reason: 'not_object' } };
  }
  let event = value as Fields;
  const rules = [...before];
  for (const rule of EVENT_RULES) {
    if (!storedFault(event)) break;
    const next = rule.mend(event, arrivedAt);
    if (next !== event) rules.push(rule.name);
    event = next;
  }
  const fault = storedFault(event);
  if (fault) return { text, fault };
  const flags = new Set(
    String(event.flags ?? '')
      .split(' ')
      .filter(Boolean),
  );
  flags.add('repaired');
  const flagged = { ...event, flags: [...flags].join(' ') } as unknown as ClickstreamEvent;
  return { line: toLine(flagged), rules };
}

/** The same object where no field is mended. */
function mendFields(mend: (key: string, value: unknown) => readonly [string, unknown]) {
  return (event: Fields): Fields => {
    const before = Object.entries(event);
    const after = before.map(([key, value]) => mend(key, value));
    const same = after.every(([key, value], i) => {
      const [oldKey, oldValue] = before[i] ?? [];
      return key === oldKey && value === oldValue;
    });
    return same ? event : Object.fromEntries(after);
  };
}

/** The rules as a Markdown table. */
export function redriveRulesTable(): string {
  const rows = [...SPLITTING, ...TEXT_RULES, ...EVENT_RULES].map(
    ({ name, doc }) => `| \`${name}\` | ${doc} |`,
  );
  return ['| rule | |', '|---|---|', ...rows].join('\n');
}
