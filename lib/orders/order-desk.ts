import { z } from 'zod';
import { type Answer, refuse } from '@/lib/collector/answer';
import { clockSkew, plausibleTime } from '@/lib/collector/clock-rule';
import { decodeJson } from '@/lib/collector/decode';
import type { Enricher } from '@/lib/collector/enrichment';
import { isTime, readContext } from '@/lib/collector/envelope';
import {
  type Admission,
  type Gate,
  type RequestHead,
  retryAfter,
  type Ticket,
} from '@/lib/collector/gate';
import { meterRefusal } from '@/lib/collector/meter-refusal';
import { parseTime } from '@/lib/collector/parse-time';
import { type PriceOf, readEvent } from '@/lib/collector/read-event';
import { type Clock, toIso } from '@/lib/common/clock';
import type { Rng } from '@/lib/common/rng';
import { isUuidV7, uuidV7Time } from '@/lib/common/uuid';
import type { EventSink } from '@/lib/delivery/event-sink';
import type { ClientContext } from '@/lib/events/batch';
import { toLine } from '@/lib/events/complete';
import { USER_TYPES } from '@/lib/events/vocabulary';
import type { MetricStore } from '@/lib/monitoring/metric-store';
import { MAX_LINE_QUANTITY, MAX_ORDER_LINES, type Order } from '@/lib/shop/order';
import { isOut } from '@/lib/shop/scenario';
import { readOrderLink } from './order-link';
import { priceOrder, quoteLines } from './price-order';
import { purchaseEvents, type Visitor } from './purchase-events';

/** Takes orders and records their purchases in the same request; keeps no order. */
export interface OrderDesk {
  admit(head: RequestHead): Admission;
  /** POST /api/orders. A retry with the same id and lines gives the same order and the same events. */
  place(ticket: Ticket, body: Uint8Array): Promise<Answer>;
  /** Counts what the door turned away by itself, while it read the body. */
  refused(answer: Answer): Answer;
  /** GET /api/orders?order=…: the order its signed link carries. */
  lookUp(token: string): Answer;
}

export interface OrderDeskOptions {
  readonly gate: Gate;
  readonly sink: EventSink;
  readonly metrics: MetricStore;
  readonly enrich: Enricher;
  readonly priceOf: PriceOf;
  readonly linkSecret: string;
  readonly clock: Clock;
  readonly rng: Rng;
}

export const MAX_ORDER_BYTES = 32 * 1024;

const orderRule = z.object({
  order_id: z.string().refine(isUuidV7),
  sent_at: z.string().refine(isTime),
  lines: z
    .array(
      z.object({
        product_id: z.string().min(1).max(64),
        quantity: z.number().int().min(1).max(MAX_LINE_QUANTITY),
      }),
    )
    .min(1)
    .max(MAX_ORDER_LINES)
    .refine((lines) => new Set(lines.map(({ product_id }) => product_id)).size === lines.length, {
      message: 'a product appears twice',
    }),
  context: z.unknown().transform((value, issues): ClientContext => {
    const context = readContext(value);
    if (context) return context;
    issues.addIssue({ code: 'custom', message: 'not a context' });
    return z.NEVER;
  }),
  visitor: z
    .object({
      user_id: z.string().min(1).max(64),
      session_id: z.string().min(1).max(64),
      user_type: z.enum(USER_TYPES),
      referrer_url: z.string().max(2048).nullish(),
      page_url: z.string().max(2048).nullish(),
      variant: z.string().max(81).nullish(),
    })
    .optional(),
});

type OrderRequest = z.infer<typeof orderRule>;

export function createOrderDesk(options: OrderDeskOptions): OrderDesk {
  const { gate, sink, metrics, enrich, priceOf, linkSecret, clock, rng } = options;

  const refused = (answer: Answer) => meterRefusal(metrics, answer);

  async function place(ticket: Ticket, body: Uint8Array): Promise<Answer> {
    const json = decodeJson(body);
    if (!json.ok) return refuse(json.code);
    const request = orderRule.safeParse(json.value.json);
    if (!request.success) return invalid(request.error.issues[0]);
    const { order_id, lines, visitor } = request.data;
    const receivedAt = clock();
    const skew = clockSkew(parseTime(request.data.sent_at) ?? receivedAt, receivedAt);
    if (!plausibleTime(uuidV7Time(order_id) + skew, receivedAt)) return fault('bad_order_id', 400);
    const quoted = quoteLines(lines, priceOf, ticket.run?.scenario);
    const order = priceOrder(order_id, quoted, priceOf, linkSecret);
    if (!order) return fault('unknown_product', 422);
    if (visitor) {
      const recorded = await record(order, visitor, request.data, ticket, receivedAt, skew);
      if (recorded) return recorded;
    } else {
      metrics.count('ConsentWithheld');
    }
    metrics.count('OrdersPlaced');
    return { status: 200, body: { order } };
  }

  /** Makes the purchases durable; answers null when they are, or what to tell the shopper. */
  async function record(
    order: Order,
    visitor: Visitor,
    request: OrderRequest,
    ticket: Ticket,
    receivedAt: number,
    skew: number,
  ): Promise<Answer | null> {
    const facts = {
      run: ticket.run,
      enrichment: enrich(ticket.head, request.context),
      receivedAt,
      receivedAtText: toIso(receivedAt),
      skew,
      memoryStore: request.context.store === 'mem',
      fromServer: true,
    };
    const events = [];
    for (const wire of purchaseEvents(order, visitor)) {
      const read = readEvent(wire, facts, priceOf);
      // The lines are priced, so only what the browser says of its visitor can be wrong here.
      if (!read.ok) return fault('bad_visitor', 400);
      events.push(toLine(read.event));
    }
    const outcomes = await sink.put('events', events);
    if (outcomes.some((outcome) => !outcome.ok)) return refuse('sink_down', retryAfter(rng));
    metrics.count('EventsReceived', events.length);
    metrics.count('EventsAccepted', events.length);
    return null;
  }

  return {
    admit(head) {
      const admission = gate(head, MAX_ORDER_BYTES);
      if (!admission.ok || !isOut(admission.ticket.run?.scenario, clock())) return admission;
      return { ok: false, answer: refused(refuse('outage', retryAfter(rng))) };
    },
    place: async (ticket, body) => refused(await place(ticket, body)),
    refused,
    lookUp(token) {
      const link = readOrderLink(token, linkSecret);
      const order = link && priceOrder(link.orderId, link.lines, priceOf, linkSecret);
      return order ? { status: 200, body: { order } } : fault('bad_link', 404);
    },
  };
}

function fault(code: string, status: number): Answer {
  return { status, body: { code } };
}

function invalid(issue: { path: PropertyKey[] } | undefined): Answer {
  return { status: 400, body: { code: 'shape', field: issue?.path.join('.') ?? '' } };
}
