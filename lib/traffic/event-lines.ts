import { MINUTE_MS, toIso } from '@/lib/common/clock';
import { CURRENCY, toDecimal } from '@/lib/common/money';
import { SCHEMA_VERSION } from '@/lib/events/columns';
import type { Act } from './act';
import { transitMs } from './events';
import type { PlannedSession } from './plan';

/**
 * A session's events as lines of the lake: what `toLine(toStored(…))` says, which a test holds it to,
 * for a third of the cost. What the session's events share is written once.
 */
export function sessionLines(session: PlannedSession, runId: string): (act: Act) => string {
  const { shopper, referrer_url } = session;
  const shared = JSON.stringify({
    user_id: session.user_id,
    session_id: session.session_id,
    device_type: shopper.device.device_type,
    referrer_url,
    location: shopper.country.code,
    browser: shopper.browser,
    user_type: session.user_type,
    actor: 'producer',
    run_id: runId,
    schema_version: SCHEMA_VERSION,
  }).slice(0, -1);
  return (act) => {
    const { product } = act;
    let line = `${shared},"event_type":"${act.event_type}","page":"${act.page}","product_id":${
      product ? `"${product.id}"` : 'null'
    },"timestamp":"${isoOf(act.at)}","event_id":"${act.event_id}","event_ms":${act.at}`;
    if (act.tab_id !== undefined) line += `,"tab_id":"${act.tab_id}","seq":${act.seq}`;
    line += `,"page_url":"${act.page_url}"`;
    if (act.element !== undefined) line += `,"element":"${act.element}"`;
    if (act.position !== undefined) line += `,"position":${act.position}`;
    if (act.search_term !== undefined) line += `,"search_term":"${act.search_term}"`;
    if (act.order_id !== undefined) line += `,"order_id":"${act.order_id}"`;
    if (act.quantity !== undefined) {
      const price = product ? toDecimal(product.price_cents) : 0;
      line += `,"quantity":${act.quantity},"unit_price":${price},"currency":"${CURRENCY}"`;
    }
    return `${line},"received_at":"${isoOf(act.at + transitMs(act))}"}`;
  };
}

let minute = { from: 0, text: '' };

/** As `toIso`, for times that come near each other. */
function isoOf(epochMs: number): string {
  let rest = epochMs - minute.from;
  if (rest < 0 || rest >= MINUTE_MS) {
    const from = Math.floor(epochMs / MINUTE_MS) * MINUTE_MS;
    minute = { from, text: toIso(from).slice(0, 17) };
    rest = epochMs - from;
  }
  const text = String(100_000 + rest);
  return `${minute.text}${text.slice(1, 3)}.${text.slice(3)}Z`;
}
