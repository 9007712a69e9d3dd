import { toIso } from '@/lib/common/clock';
import { createRng, type Rng } from '@/lib/common/rng';
import { type FillRandom, uuidV7 } from '@/lib/common/uuid';
import type { WireEvent } from '@/lib/events/event';
import { purchaseEventId } from '@/lib/events/purchase-event-id';
import type { Browser } from '@/lib/events/vocabulary';
import { draw } from './draw';
import { DEVICES, type Device, LOCATIONS, PERSONAS, REFERRERS } from './personas';
import { type PlannedAct, type PlanProduct, planSession } from './plan';

/** A simulated person, the same through all their sessions. */
interface Shopper {
  readonly userId: string;
  readonly device: Device;
  readonly browser: Browser;
  readonly location: string;
}

interface Session {
  readonly shopper: Shopper;
  readonly userType: 'new' | 'returning';
  readonly sessionId: string;
  readonly tabId: string;
  readonly referrer: string | null;
  readonly acts: PlannedAct[];
  seq: number;
  orderId: string | null;
}

/** Shoppers in the shop at once; asking for the next event moves one of them on. */
export interface Population {
  /** The next act anywhere in the shop, as an event happening at `now` (epoch ms). */
  next(now: number): WireEvent;
}

const RETURNING = 0.3;
const REMEMBERED = 2_000;

/**
 * `size` sessions in progress, a new one for each that ends. The same seed and the same times give
 * the same events, ids included.
 */
export function createPopulation(
  seed: number,
  size: number,
  products: readonly PlanProduct[],
): Population {
  const rng = createRng(seed);
  const fill: FillRandom = (bytes) => {
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(rng() * 256);
  };
  const known: Shopper[] = [];
  const sessions: (Session | undefined)[] = new Array(size).fill(undefined);

  function arrive(now: number): Session {
    const old = rng() < RETURNING ? known[Math.floor(rng() * known.length)] : undefined;
    const shopper = old ?? newShopper(rng, uuidV7(now, fill));
    if (!old)
      known[known.length < REMEMBERED ? known.length : Math.floor(rng() * REMEMBERED)] = shopper;
    const userType = old ? 'returning' : 'new';
    const persona = draw(
      rng,
      PERSONAS.map((each) => [each, each.share[userType]] as const),
    );
    return {
      shopper,
      userType,
      sessionId: uuidV7(now, fill),
      tabId: uuidV7(now, fill).slice(-8),
      referrer: draw(rng, REFERRERS),
      acts: planSession(rng, persona, shopper.device, userType, products),
      seq: 0,
      orderId: null,
    };
  }

  return {
    next(now) {
      const place = Math.floor(rng() * size);
      const session = sessions[place] ?? arrive(now);
      const act = session.acts.shift();
      if (!act) throw new RangeError('a session has at least one act');
      sessions[place] = session.acts.length > 0 ? session : undefined;
      return toEvent(session, act, now, fill);
    },
  };
}

function newShopper(rng: Rng, userId: string): Shopper {
  const device = draw(
    rng,
    DEVICES.map((each) => [each, each.share] as const),
  );
  return { userId, device, browser: draw(rng, device.browsers), location: draw(rng, LOCATIONS) };
}

function toEvent(session: Session, act: PlannedAct, now: number, fill: FillRandom): WireEvent {
  const { shopper } = session;
  const purchase = act.event_type === 'purchase' ? purchaseFields(session, act, now, fill) : null;
  return {
    user_id: shopper.userId,
    session_id: session.sessionId,
    ...act,
    timestamp: toIso(now),
    device_type: shopper.device.device_type,
    referrer_url: session.referrer,
    location: shopper.location,
    browser: shopper.browser,
    user_type: session.userType,
    ...(purchase ?? { event_id: uuidV7(now, fill), tab_id: session.tabId, seq: ++session.seq }),
  };
}

/** The lines of one order share its id; each line's event id follows from it. */
function purchaseFields(session: Session, act: PlannedAct, now: number, fill: FillRandom) {
  session.orderId ??= uuidV7(now, fill);
  const order_id = session.orderId;
  return { event_id: purchaseEventId(order_id, act.product_id ?? ''), order_id };
}
