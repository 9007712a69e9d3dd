import { purchaseEventId } from '@/lib/events/purchase-event-id';
import type { EventType } from '@/lib/events/vocabulary';
import type { Act } from './act';
import { planId, planTabId } from './ids';
import type { Kept } from './moves';
import type { Stream } from './stream';

type Place = Pick<Act, 'page' | 'page_url'>;

/** What a visit does, in order: no two acts share a millisecond, and those of a tab are numbered. */
export class ActLog {
  readonly acts: Act[] = [];
  private last = 0;
  private tab = '';
  private seq = 0;

  constructor(private readonly stream: Stream) {}

  /** The first moment at which something may be done. */
  get next(): number {
    return this.last + 1;
  }

  openTab(): void {
    this.tab = planTabId(this.stream);
    this.seq = 0;
  }

  /** An act at the moment wanted, or as soon after it as one can be. */
  capture(event_type: EventType, wanted: number, place: Place, facts: Partial<Act>): void {
    const at = Math.max(wanted, this.next);
    this.last = at;
    // Written out, so that all acts have one shape.
    this.acts.push({
      at,
      event_id: planId(at, this.stream),
      event_type,
      page: place.page,
      page_url: place.page_url,
      product: facts.product ?? null,
      tab_id: this.tab,
      seq: ++this.seq,
      element: facts.element,
      position: facts.position,
      search_term: facts.search_term,
      order_id: undefined,
      quantity: facts.quantity,
      arrival: facts.arrival,
      typed: facts.typed,
    });
  }

  /** One purchase a line, which the server records at once and no tab numbers. */
  order(lines: Kept['cart'], { page_url }: Place): void {
    const at = this.next;
    const order_id = planId(at, this.stream);
    for (const { product, quantity } of lines) {
      this.acts.push({
        at,
        event_id: purchaseEventId(order_id, product.id),
        event_type: 'purchase',
        page: 'checkout',
        page_url,
        product,
        tab_id: undefined,
        seq: undefined,
        element: undefined,
        position: undefined,
        search_term: undefined,
        order_id,
        quantity,
        arrival: undefined,
        typed: undefined,
      });
    }
    this.last = at;
  }
}
