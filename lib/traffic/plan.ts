import type { Rng } from '@/lib/common/rng';
import type { ElementName, EventType, PageType } from '@/lib/events/vocabulary';
import { draw, drawZipf } from './draw';
import { type Device, LANDING, NAVIGATION, type Persona, type PlanPage } from './personas';

/** What a plan needs to know of the shop. */
export interface PlanProduct {
  readonly id: string;
  readonly category: string;
}

/** One act of a planned session, in order; who does it and when is added by whoever plays it. */
export interface PlannedAct {
  readonly event_type: EventType;
  readonly page: PageType;
  readonly product_id: string | null;
  readonly page_url: string;
  readonly element?: ElementName;
  readonly position?: number;
  readonly quantity?: number;
}

const MAX_PAGES = 200;
/** Share of moves that are seen as a click on a declared element before the next view. */
const CLICKED = 0.55;

/**
 * One session of a persona as an ordered list of acts: a pure function of its arguments. The shop's
 * one navigation is shared by all personas; they differ in the chances to leave, add and buy.
 */
export function planSession(
  rng: Rng,
  persona: Persona,
  device: Device,
  userType: 'new' | 'returning',
  products: readonly PlanProduct[],
): PlannedAct[] {
  const acts: PlannedAct[] = [];
  const cart = new Map<string, number>();
  let page: PlanPage = draw(rng, LANDING[userType]);
  let product = pick();

  function pick(): PlanProduct {
    const chosen = products[drawZipf(rng, products.length)];
    if (!chosen) throw new RangeError('a plan needs products');
    return chosen;
  }

  function see(seen: PageType, url: string): void {
    const product_id = seen === 'product' ? product.id : null;
    acts.push({ event_type: 'view', page: seen, product_id, page_url: url });
  }

  function click(element: ElementName, on: PageType): void {
    acts.push({ event_type: 'click', page: on, product_id: null, page_url: urlOf(on), element });
  }

  function urlOf(of: PageType): string {
    if (of === 'home') return '/';
    if (of === 'category') return `/category/${product.category}`;
    if (of === 'product') return `/product/${product.id}`;
    return of === 'info' ? '/about' : `/${of}`;
  }

  /** From the cart through checkout; whether the order was placed. */
  function buy(): boolean {
    if (rng() >= persona.checkout) return false;
    click('checkout_start', 'cart');
    see('checkout', '/checkout');
    if (rng() >= Math.min(0.95, persona.confirm * device.confirm)) return false;
    click('place_order', 'checkout');
    for (const [product_id, quantity] of cart) {
      acts.push({
        event_type: 'purchase',
        page: 'checkout',
        product_id,
        page_url: '/checkout',
        quantity,
      });
    }
    cart.clear();
    see('confirmation', '/confirmation');
    return true;
  }

  for (let pages = 0; pages < MAX_PAGES; pages++) {
    see(page, urlOf(page));
    let next: PlanPage | null = null;
    if (
      page === 'product' &&
      rng() < Math.min(0.9, persona.add * device.add) * (cart.size > 0 ? 0.35 : 1)
    ) {
      const quantity = rng() < 0.85 ? 1 : 2;
      cart.set(product.id, (cart.get(product.id) ?? 0) + quantity);
      acts.push({
        event_type: 'add_to_cart',
        page,
        product_id: product.id,
        page_url: urlOf(page),
        quantity,
      });
      if (rng() < 0.55) next = 'cart';
    }
    if (page === 'cart' && cart.size > 0 && buy()) return acts;
    const leaves = Math.min(0.97, persona.exit * device.exit * (cart.size > 0 ? 0.6 : 1));
    if (!next && rng() < leaves) return acts;
    const from = page;
    const before = urlOf(from);
    page = next ?? draw(rng, NAVIGATION[from]);
    if (page === 'product' || page === 'category') product = pick();
    if (rng() < CLICKED) {
      const element = ELEMENT_TO[page];
      const target = page === 'product' ? product.id : null;
      const position = page === 'product' ? 1 + Math.floor(rng() * 12) : undefined;
      acts.push({
        event_type: 'click',
        page: from,
        product_id: target,
        page_url: before,
        element,
        position,
      });
    }
  }
  return acts;
}

const ELEMENT_TO: Readonly<Record<PlanPage, ElementName>> = {
  home: 'nav_home',
  category: 'nav_category',
  product: 'product_tile',
  cart: 'nav_cart',
  info: 'nav_info',
};
