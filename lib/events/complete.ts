import { COLUMNS, type Column, type ColumnName, SCHEMA_VERSION } from './columns';
import type { ClickstreamEvent, WireEvent } from './event';

/** What only the receiving side knows of an event. */
export type ServerFacts = Pick<
  ClickstreamEvent,
  | 'timestamp'
  | 'event_ms'
  | 'device_type'
  | 'location'
  | 'browser'
  | 'received_at'
  | 'actor'
  | 'run_id'
  | 'variant'
  | 'unit_price'
  | 'currency'
  | 'flags'
  | 'extra'
>;

/** The stored event, in the contract's column order; absent extension columns are undefined. */
export function completeEvent(wire: WireEvent, facts: ServerFacts): ClickstreamEvent {
  return {
    user_id: wire.user_id,
    session_id: wire.session_id,
    event_type: wire.event_type,
    page: wire.page,
    product_id: wire.product_id,
    timestamp: facts.timestamp,
    device_type: facts.device_type,
    referrer_url: wire.referrer_url,
    location: facts.location,
    browser: facts.browser,
    user_type: wire.user_type,
    event_id: wire.event_id,
    event_ms: facts.event_ms,
    tab_id: wire.tab_id,
    seq: wire.seq,
    page_url: wire.page_url,
    element: wire.element,
    position: wire.position,
    search_term: wire.search_term,
    order_id: wire.order_id,
    quantity: wire.quantity,
    unit_price: facts.unit_price,
    currency: facts.currency,
    received_at: facts.received_at,
    actor: facts.actor,
    run_id: facts.run_id,
    variant: facts.variant,
    flags: facts.flags,
    extra: facts.extra,
    schema_version: SCHEMA_VERSION,
  };
}

interface LineField {
  readonly name: ColumnName;
  readonly prefix: string;
  /** Numbers, and texts whose column admits no character that JSON would have to escape. */
  readonly plain: '' | '"' | null;
}

const LINE_FIELDS: readonly LineField[] = (COLUMNS as readonly Column[]).map((column) => {
  const safeText = column.values !== undefined || column.pattern !== undefined;
  return {
    name: column.name as ColumnName,
    prefix: `,"${column.name}":`,
    plain: column.kind !== 'string' ? '' : safeText ? '"' : null,
  };
});

/** Text in which JSON escapes nothing. */
const PLAIN = /^[ !#-[\]-~]*$/;

/**
 * One line of the lake: JSON in column order, empty extension columns left off, no line break. The
 * same text as JSON.stringify gives, at less than half its cost, which is the collector's largest.
 */
export function toLine(event: ClickstreamEvent): string {
  let line = '';
  for (const { name, prefix, plain } of LINE_FIELDS) {
    const value = event[name];
    if (value === undefined) continue;
    line += prefix;
    if (value === null) line += 'null';
    else if (plain === null)
      line += PLAIN.test(value as string) ? `"${value}"` : JSON.stringify(value);
    else line += plain + value + plain;
  }
  return `{${line.slice(1)}}`;
}
