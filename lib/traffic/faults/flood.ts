import { PRODUCTS } from '@/lib/catalog/catalog';
import { toIso } from '@/lib/common/clock';
import type { WireEvent } from '@/lib/events/event';
import { planId, planTabId } from '../ids';
import type { Stream } from '../stream';

/** Robots beside a run's shoppers; each is one event after the other. */
export interface Flood {
  next(now: number): WireEvent;
}

/** Views of a robot's session: far more than any person's. */
const SESSION_VIEWS = 400;
/** Events a second of one robot, about: no person is as quick. */
const PER_SECOND = 5;

export function robotsFor(eventsPerSecond: number): number {
  return Math.max(1, Math.ceil(eventsPerSecond / PER_SECOND));
}

interface Robot {
  user_id: string;
  session_id: string;
  views: number;
  /** Place in the catalogue. */
  at: number;
}

/**
 * A crawler reads the catalogue from front to back, a page a document, and clicks on nothing; it comes
 * from nowhere, buys nothing, and is somebody new each time. Robots take turns.
 */
export function createFlood(robots: number, stream: Stream): Flood {
  const all: Robot[] = Array.from({ length: robots }, () => ({
    user_id: '',
    session_id: '',
    views: SESSION_VIEWS,
    at: stream.below(PRODUCTS.length),
  }));
  let turn = 0;
  return {
    next(now) {
      const robot = all[turn++ % all.length] as Robot;
      if (robot.views >= SESSION_VIEWS) {
        robot.user_id = planId(now, stream);
        robot.session_id = planId(now, stream);
        robot.views = 0;
      }
      robot.views += 1;
      const product = PRODUCTS[robot.at++ % PRODUCTS.length];
      return {
        user_id: robot.user_id,
        session_id: robot.session_id,
        event_type: 'view',
        page: 'product',
        product_id: product?.id ?? null,
        timestamp: toIso(now),
        device_type: 'desktop',
        referrer_url: null,
        location: 'NL',
        browser: 'Other',
        user_type: 'new',
        event_id: planId(now, stream),
        tab_id: planTabId(stream),
        seq: 1,
        page_url: `/product/${product?.id}`,
      };
    },
  };
}
