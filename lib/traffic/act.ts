import type { Product } from '@/lib/catalog/product';
import type { ElementName, EventType, PageType } from '@/lib/events/vocabulary';
import type { Arrival } from './journey';

/** One event of a visit as it happens, without what all events of the visit share. */
export interface Act {
  /** Epoch milliseconds; no two acts of a visit but the lines of an order share one. */
  readonly at: number;
  readonly event_id: string;
  readonly event_type: EventType;
  readonly page: PageType;
  readonly page_url: string;
  readonly product: Product | null;
  readonly tab_id?: string;
  readonly seq?: number;
  readonly element?: ElementName;
  readonly position?: number;
  readonly search_term?: string;
  readonly order_id?: string;
  readonly quantity?: number;
  /** For whoever plays it in a browser: how a view was come to, and what was typed or chosen. */
  readonly arrival?: Arrival;
  readonly typed?: string;
}
