import { ISO_TIME } from '@/lib/common/clock';
import { UUID_V7 } from '@/lib/common/uuid';
import { pageUrl, referrerUrl, scrubTerm } from './page-url';
import { ACTORS, BROWSERS, DEVICE_TYPES, EVENT_TYPES, PAGE_TYPES, USER_TYPES } from './vocabulary';

/**
 * Who may set a column. `client`: the tracker. `run`: the collector, or the client where it shows a
 * valid run token. `collector`: nobody else, whatever the client sends.
 */
type ColumnSource = 'client' | 'run' | 'collector';
type ColumnKind = 'string' | 'int' | 'long' | 'decimal';

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** Core columns are always on the wire; the extension's empty ones are left off. */
  readonly core: boolean;
  readonly nullable: boolean;
  readonly source: ColumnSource;
  /** Closed list, where there is one: what it holds is a type, and nothing else is accepted. */
  readonly values?: readonly string[];
  /** Longest accepted text in UTF-16 units; 2,048 where silent. */
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  /** Brings accepted text into the contract's form; null where nothing of it may be kept. */
  readonly clean?: (text: string) => string | null;
  readonly min?: number;
  readonly max?: number;
  readonly doc: string;
}

const ID = /^[A-Za-z0-9._-]{1,64}$/;
const INT_MAX = 2 ** 31 - 1;

/**
 * The event contract, version 1, declared once. Types, validator, JSON Schema, Glue and DuckDB
 * columns and the documentation are projections of this table. Append only.
 */
export const COLUMNS = [
  {
    name: 'user_id',
    kind: 'string',
    core: true,
    nullable: false,
    source: 'client',
    pattern: ID,
    doc: 'First-party visitor id, random, kept for returning visitors.',
  },
  {
    name: 'session_id',
    kind: 'string',
    core: true,
    nullable: false,
    source: 'client',
    pattern: ID,
    doc: 'UUIDv7; ends after 30 min of inactivity or 24 h; shared by the tabs of one browser.',
  },
  {
    name: 'event_type',
    kind: 'string',
    core: true,
    nullable: false,
    source: 'client',
    values: EVENT_TYPES,
    doc: 'What happened.',
  },
  {
    name: 'page',
    kind: 'string',
    core: true,
    nullable: false,
    source: 'client',
    values: PAGE_TYPES,
    doc: 'Page type; confirmation includes order lookup, info includes account, wishlist and 404.',
  },
  {
    name: 'product_id',
    kind: 'string',
    core: true,
    nullable: true,
    source: 'client',
    pattern: ID,
    doc: 'Catalogue id.',
  },
  {
    name: 'timestamp',
    kind: 'string',
    core: true,
    nullable: false,
    source: 'client',
    pattern: ISO_TIME,
    doc: 'When it happened, ISO 8601 UTC with milliseconds.',
  },
  {
    name: 'device_type',
    kind: 'string',
    core: true,
    nullable: false,
    source: 'run',
    values: DEVICE_TYPES,
    doc: 'Device class, from the user agent and touch.',
  },
  {
    name: 'referrer_url',
    kind: 'string',
    core: true,
    nullable: true,
    source: 'client',
    clean: referrerUrl,
    maxLength: 1024,
    doc: 'Where the session came from; credentials and private query parts removed.',
  },
  {
    name: 'location',
    kind: 'string',
    core: true,
    nullable: true,
    source: 'run',
    pattern: /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/,
    doc: "ISO 3166-2 where the region is known, else alpha-2; CDN header, else the browser's time zone. An IP is never stored.",
  },
  {
    name: 'browser',
    kind: 'string',
    core: true,
    nullable: false,
    source: 'run',
    values: BROWSERS,
    doc: 'Browser family, from the user agent.',
  },
  {
    name: 'user_type',
    kind: 'string',
    core: true,
    nullable: false,
    source: 'client',
    values: USER_TYPES,
    doc: "`new` during a visitor's first session, else `returning`; fixed for the session.",
  },
  {
    name: 'event_id',
    kind: 'string',
    core: false,
    nullable: false,
    source: 'client',
    pattern: UUID_V7,
    doc: 'UUIDv7 minted at capture and never again; the deduplication key.',
  },
  {
    name: 'event_ms',
    kind: 'long',
    core: false,
    nullable: false,
    source: 'collector',
    doc: '`timestamp` as epoch milliseconds: what SQL computes with.',
  },
  {
    name: 'tab_id',
    kind: 'string',
    core: false,
    nullable: true,
    source: 'client',
    pattern: /^[a-z0-9]{8}$/,
    doc: 'Minted per document load (8 characters).',
  },
  {
    name: 'seq',
    kind: 'int',
    core: false,
    nullable: true,
    source: 'client',
    min: 1,
    max: INT_MAX,
    doc: 'Counts without gaps within tab_id, so loss is measurable; empty on purchases.',
  },
  {
    name: 'page_url',
    kind: 'string',
    core: false,
    nullable: true,
    source: 'client',
    clean: pageUrl,
    maxLength: 1024,
    doc: 'Path plus allow-listed query parameters.',
  },
  {
    name: 'element',
    kind: 'string',
    core: false,
    nullable: true,
    source: 'client',
    pattern: /^[a-z][a-z0-9_]{0,47}$/,
    doc: 'What was clicked.',
  },
  {
    name: 'position',
    kind: 'int',
    core: false,
    nullable: true,
    source: 'client',
    min: 1,
    max: 100_000,
    doc: 'Place of the element in its list, from 1.',
  },
  {
    name: 'search_term',
    kind: 'string',
    core: false,
    nullable: true,
    source: 'client',
    clean: scrubTerm,
    maxLength: 200,
    doc: 'Search query, scrubbed.',
  },
  {
    name: 'order_id',
    kind: 'string',
    core: false,
    nullable: true,
    source: 'client',
    pattern: ID,
    doc: 'UUIDv7 minted at Place order; one purchase event per order line.',
  },
  {
    name: 'quantity',
    kind: 'int',
    core: false,
    nullable: true,
    source: 'client',
    min: 1,
    max: 999,
    doc: 'Units added or bought.',
  },
  {
    name: 'unit_price',
    kind: 'decimal',
    core: false,
    nullable: true,
    source: 'collector',
    doc: 'Price of one unit, from the catalogue on the server, never from the client.',
  },
  {
    name: 'currency',
    kind: 'string',
    core: false,
    nullable: true,
    source: 'collector',
    pattern: /^[A-Z]{3}$/,
    doc: 'ISO 4217 code of unit_price.',
  },
  {
    name: 'received_at',
    kind: 'string',
    core: false,
    nullable: false,
    source: 'collector',
    pattern: ISO_TIME,
    doc: "Collector's clock, ISO 8601 UTC with milliseconds.",
  },
  {
    name: 'actor',
    kind: 'string',
    core: false,
    nullable: false,
    source: 'collector',
    values: ACTORS,
    doc: 'Who acted; traffic is labelled, never filtered at capture.',
  },
  {
    name: 'run_id',
    kind: 'string',
    core: false,
    nullable: true,
    source: 'collector',
    pattern: ID,
    doc: 'Traffic run, from the run token.',
  },
  {
    name: 'variant',
    kind: 'string',
    core: false,
    nullable: true,
    source: 'client',
    pattern: /^[a-z0-9_-]{1,40}:[a-z0-9_-]{1,40}$/,
    doc: 'Experiment arm shown, `name:arm`.',
  },
  {
    name: 'flags',
    kind: 'string',
    core: false,
    nullable: true,
    source: 'client',
    maxLength: 80,
    doc: 'Space-separated words of a closed list: repaired, clock_skew, bfcache, mem_store, enrich_error, late.',
  },
  {
    name: 'extra',
    kind: 'string',
    core: false,
    nullable: true,
    source: 'collector',
    maxLength: 1024,
    doc: 'JSON of at most 1 KiB: unknown fields, and what a correction replaced.',
  },
  {
    name: 'schema_version',
    kind: 'int',
    core: false,
    nullable: false,
    source: 'collector',
    min: 1,
    max: 1,
    doc: 'Version of this contract.',
  },
] as const satisfies readonly Column[];

export const SCHEMA_VERSION = 1;
export const MAX_TEXT = 2048;

export type ColumnName = (typeof COLUMNS)[number]['name'];
