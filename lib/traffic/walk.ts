import type { Product } from '@/lib/catalog/product';
import { SECOND_MS } from '@/lib/common/clock';
import type { ElementName, EventType, UserType } from '@/lib/events/vocabulary';
import { DELIVERIES } from '@/lib/shop/delivery';
import { MAX_ORDER_LINES } from '@/lib/shop/order';
import { PAYMENTS } from '@/lib/shop/payment';
import { countFilters, SORTS } from '@/lib/shop/shelf-query';
import type { Act } from './act';
import { ActLog } from './act-log';
import { type Choice, draw } from './choice';
import { ALL_PRODUCTS } from './demand';
import {
  type Arrival,
  CART_AFTER_ADD,
  type Click,
  cartScene,
  confirmScene,
  DWELL,
  EXIT_AFTER_ORDER,
  EXIT_FACTOR,
  EXIT_WITH_CART,
  homeScene,
  INFO_PAGES,
  infoScene,
  type Kind,
  LANDING,
  LONGEST_DWELL_S,
  type Move,
  PAGE_OF,
  productScene,
  type Scene,
  SECOND_ADD,
  SESSION_TEMPO_SD,
  searchScene,
  shelfScene,
} from './journey';
import type { Device } from './mixes';
import { fromDrawerToCheckout, type Kept, moveTo, type Standpoint } from './moves';
import type { Persona } from './personas';
import { addressOf, listOf, tilesOf, waysFrom } from './scenes';
import { SEARCH_TERMS } from './searching';
import { CATEGORY_CHOICE, filtersOf, type ShownPage } from './shelves';
import { hasMoreReviews } from './storefront';
import type { Stream } from './stream';

export interface WalkOptions {
  readonly stream: Stream;
  readonly persona: Persona;
  readonly device: Device;
  readonly userType: UserType;
  /** What the landing page's address carries of a campaign: `?utm_…`, or nothing. */
  readonly campaign: string;
  readonly startsAt: number;
  /** Nothing happens from then on. */
  readonly endsBefore: number;
  /** Changed by the walk: the next visit begins with it. */
  readonly kept: Kept;
}

const MOST_PAGES = 200;
const MOST_WISHES = 50;
const MOST_RECENT = 12;
const SHORTEST_DWELL_MS = 1_500;
/** From a click to the page it leads to. */
const PAGE_TURN_MS = 200;

/** One visit, page by page: a pure function of its options. */
export function walk(options: WalkOptions): Act[] {
  return new Walk(options).acts();
}

class Walk {
  private readonly log: ActLog;
  /** Each page with what its address carried of a campaign: a step back leads there as it was. */
  private readonly history: { scene: Scene; campaign: string }[] = [];
  private scene: Scene;
  private now: number;
  private shown: ShownPage | null = null;
  private noticed = false;
  /** Of the landing page's address, while one is on it. */
  private campaign: string;
  private readonly tempo: number;

  constructor(private readonly options: WalkOptions) {
    const { stream, persona, startsAt, campaign } = options;
    this.log = new ActLog(stream);
    this.now = startsAt;
    this.campaign = campaign;
    this.tempo = persona.tempo * Math.exp(SESSION_TEMPO_SD * stream.normal());
    this.scene = this.landing();
  }

  acts(): Act[] {
    const { endsBefore } = this.options;
    this.see('load');
    for (let pages = 1; pages < MOST_PAGES; pages++) {
      const dwell = this.dwell();
      if (this.now + dwell >= endsBefore) break;
      const move = this.onPage(dwell);
      if (!move) break;
      this.follow(move, this.now + dwell);
    }
    return this.log.acts;
  }

  private landing(): Scene {
    const { stream, userType, kept } = this.options;
    switch (draw(stream, LANDING[userType])) {
      case 'product':
        return productScene(draw(stream, ALL_PRODUCTS));
      case 'category':
        return shelfScene(draw(stream, CATEGORY_CHOICE).id);
      case 'search':
        return searchScene(draw(stream, SEARCH_TERMS));
      case 'info':
        return infoScene(draw(stream, INFO_PAGES).path);
      case 'cart':
        return kept.cart.length > 0 ? cartScene : homeScene;
      default:
        return homeScene;
    }
  }

  private dwell(): number {
    const [mean, sd] = DWELL[this.scene.kind];
    const seconds = Math.exp(mean + sd * this.options.stream.normal()) * this.tempo;
    const ms = Math.round(Math.min(LONGEST_DWELL_S, seconds) * SECOND_MS);
    return Math.max(SHORTEST_DWELL_MS, ms);
  }

  /** What is done on this page, and how it is left; null where the visit ends with it. */
  private onPage(dwell: number): Move | null {
    const { stream, persona, device, kept } = this.options;
    const { kind } = this.scene;
    this.noticed = false;
    this.fiddle(dwell);
    if (kind === 'product' && this.adds(dwell)) {
      this.noticed = true;
      if (stream.chance(CART_AFTER_ADD)) return this.toCart();
    }
    if (kind === 'cart' && kept.cart.length > 0 && stream.chance(persona.checkout)) {
      return this.move('checkout');
    }
    if (kind === 'checkout' && stream.chance(Math.min(0.95, persona.confirm * device.confirm))) {
      this.order(this.now + dwell - PAGE_TURN_MS);
      return { clicks: [], scene: confirmScene, arrival: 'click' };
    }
    if (stream.chance(this.exit())) return null;
    const next = draw(stream, this.ways());
    return next === 'cart' ? this.toCart() : this.move(next);
  }

  private exit(): number {
    const { persona, device, kept } = this.options;
    const { kind } = this.scene;
    if (kind === 'confirm') return EXIT_AFTER_ORDER;
    const cart = kept.cart.length > 0 ? EXIT_WITH_CART : 1;
    return Math.min(0.97, persona.exit * device.exit * EXIT_FACTOR[kind] * cart);
  }

  private ways(): Choice<Kind> {
    const { persona, kept } = this.options;
    return waysFrom(this.scene.kind, persona, kept.cart.length > 0);
  }

  private toCart(): Move {
    const { stream, persona } = this.options;
    // At the checkout there is no drawer.
    const drawer = !this.noticed && this.scene.kind !== 'checkout';
    if (drawer && stream.chance(0.15 * persona.checkout)) return fromDrawerToCheckout();
    return this.move('cart');
  }

  private move(next: Kind): Move {
    const { stream, device, kept } = this.options;
    const from: Standpoint = {
      scene: this.scene,
      before: this.history.at(-1)?.scene,
      shown: this.shown,
      kept,
      device: device.device_type,
      noticed: this.noticed,
    };
    return moveTo(next, from, stream);
  }

  private follow({ clicks, scene, arrival }: Move, at: number): void {
    for (const [index, click] of clicks.entries()) {
      // Opening a drawer or a menu, one looks at it before going on.
      const ahead = (clicks.length - 1 - index) * 1_200;
      this.click(click, at - PAGE_TURN_MS - ahead);
    }
    const { campaign } = this;
    this.campaign = '';
    if (arrival === 'back') this.campaign = this.history.pop()?.campaign ?? '';
    else if (arrival === 'tab') this.history.length = 0;
    else this.history.push({ scene: this.scene, campaign });
    this.scene = scene;
    this.now = Math.max(at, this.log.next);
    this.see(arrival);
  }

  private see(arrival: Arrival): void {
    const { kept } = this.options;
    const { product, term } = this.scene;
    if (arrival === 'load' || arrival === 'tab') this.log.openTab();
    this.shown = listOf(this.scene);
    if (product) remember(kept.recent, product);
    this.capture('view', this.now, { product, arrival, search_term: term ?? undefined });
  }

  /** The small things one does on a page without leaving it. */
  private fiddle(dwell: number): void {
    const { stream } = this.options;
    const at = (share: number) => this.now + Math.round(dwell * share);
    switch (this.scene.kind) {
      case 'product':
        this.lookCloser(at);
        break;
      case 'category':
      case 'search':
        if (stream.chance(0.09)) this.narrow(at);
        break;
      case 'cart':
        this.changeCart(at);
        break;
      case 'checkout':
        if (stream.chance(0.25)) this.choose('delivery_option', DELIVERIES.length, at(0.5));
        if (stream.chance(0.35)) this.choose('payment_option', PAYMENTS.length, at(0.6));
        break;
    }
  }

  private choose(element: ElementName, count: number, at: number): void {
    this.click({ element, position: 1 + this.options.stream.below(count) }, at);
  }

  private lookCloser(at: (share: number) => number): void {
    const { stream, kept } = this.options;
    const { product } = this.scene;
    if (!product) return;
    if (stream.chance(0.1)) this.click({ element: 'gallery', position: 2, product }, at(0.2));
    if (stream.chance(0.05) && hasMoreReviews(product)) {
      this.click({ element: 'reviews_more', product }, at(0.4));
    }
    if (!stream.chance(0.025)) return;
    this.click({ element: 'wishlist_toggle', product }, at(0.5));
    const wished = kept.wishes.includes(product);
    kept.wishes = wished
      ? kept.wishes.filter((other) => other !== product)
      : [product, ...kept.wishes].slice(0, MOST_WISHES);
  }

  /** A filter or another order; what is shown from then on is what is left. */
  private narrow(at: (share: number) => number): void {
    const { stream, device } = this.options;
    const { scene } = this;
    const list = tilesOf(scene) ?? [];
    if (stream.chance(0.35)) {
      const sort = SORTS[1 + stream.below(SORTS.length - 1)]?.id ?? 'popular';
      this.click({ element: 'sort', typed: sort }, at(0.4));
      if (sort === scene.query.sort) return;
      this.scene = { ...scene, query: { ...scene.query, sort, page: 1 } };
    } else {
      const options = filtersOf(list);
      const option = options[stream.below(options.length)];
      // A second filter beside the first might leave nothing.
      if (!option || countFilters(scene.query) > 0) return;
      // On a phone and on a tablet the filters are in a sheet.
      if (device.device_type !== 'desktop') this.click({ element: 'filter_open' }, at(0.3));
      this.click({ element: 'filter', position: option.position, typed: option.label }, at(0.4));
      this.scene = { ...scene, query: { ...scene.query, ...option.narrows, page: 1 } };
    }
    this.shown = listOf(this.scene);
    this.campaign = '';
    // A step back would lead to the list as it was, which is no page of its own.
    this.history.length = 0;
  }

  private changeCart(at: (share: number) => number): void {
    const { stream, kept } = this.options;
    const place = stream.below(kept.cart.length);
    const line = kept.cart[place];
    if (!line) return;
    const where = { position: place + 1, product: line.product };
    const lot = stream.next();
    if (lot < 0.06) {
      this.click({ element: 'cart_quantity', ...where }, at(0.3));
      line.quantity += 1;
    } else if (lot < 0.12) {
      this.click({ element: 'cart_remove', ...where }, at(0.5));
      kept.cart = kept.cart.filter((other) => other !== line);
    }
  }

  /** Adds the product to the cart, perhaps; sold out it cannot be. */
  private adds(dwell: number): boolean {
    const { stream, persona, device, kept } = this.options;
    const { product } = this.scene;
    if (!product || product.stock === 0) return false;
    const again = kept.cart.length > 0 ? SECOND_ADD : 1;
    if (!stream.chance(Math.min(0.9, persona.add * device.add) * again)) return false;
    const at = this.now + Math.round(dwell * 0.7);
    const quantity = stream.chance(0.86) ? 1 : stream.chance(0.7) ? 2 : 3;
    for (let more = 1; more < quantity; more++) {
      this.click({ element: 'quantity', product }, at - (quantity - more) * 400);
    }
    const line = kept.cart.find((other) => other.product === product);
    if (!line && kept.cart.length >= MAX_ORDER_LINES) return false;
    this.capture('add_to_cart', at, { product, quantity });
    if (line) line.quantity += quantity;
    else kept.cart.push({ product, quantity });
    return true;
  }

  /** Places the order: one purchase a line, which the server records, and an empty cart. */
  private order(at: number): void {
    const { kept } = this.options;
    this.click({ element: 'place_order' }, at);
    this.log.order(kept.cart, this.place());
    kept.cart = [];
  }

  private click({ element, position, product, typed }: Click, at: number): void {
    this.capture('click', at, { element, position, product: product ?? null, typed });
  }

  private capture(event_type: EventType, wanted: number, facts: Partial<Act>): void {
    this.log.capture(event_type, wanted, this.place(), facts);
  }

  /** The page one is on, and its address as the contract keeps it. */
  private place(): Pick<Act, 'page' | 'page_url'> {
    return {
      page: PAGE_OF[this.scene.kind],
      page_url: addressOf(this.scene, this.campaign),
    };
  }
}

/** Puts the product in front, where it was or not. */
function remember(recent: Product[], product: Product): void {
  const place = recent.indexOf(product);
  if (place === 0) return;
  if (place > 0) recent.splice(place, 1);
  else if (recent.length >= MOST_RECENT) recent.pop();
  recent.unshift(product);
}
