import type { Locator, Page } from '@playwright/test';
import type { ElementName } from '@/lib/events/vocabulary';
import type { Act } from '@/lib/traffic/act';
import type { SeenAct } from './recorder';

/** What lies over the page and is therefore what one can click. */
export type Layer = 'menu' | 'drawer' | 'filters' | null;

/** What a visitor sees an element as; links where nothing is said. */
const TAGS: Readonly<Partial<Record<ElementName, string>>> = {
  nav_menu: 'summary',
  nav_search: 'button',
  search_suggestion: '[role="option"]',
  gallery: 'button',
  quantity: 'button[aria-label="One more"]',
  cart_quantity: 'button[aria-label="One more"]',
  wishlist_toggle: 'button',
  reviews_more: 'summary',
  filter: 'input',
  filter_open: 'button',
  sort: 'select',
  cart_remove: 'button',
  delivery_option: 'input',
  payment_option: 'input',
  place_order: 'button',
};

const IN_HEADER: ReadonlySet<ElementName> = new Set<ElementName>([
  'nav_home',
  'nav_menu',
  'nav_search',
  'search_suggestion',
  'nav_wishlist',
  'nav_account',
  'cart_open',
]);

function placeOf(page: Page, element: ElementName, layer: Layer): Locator {
  switch (layer) {
    case 'menu':
      return page.getByRole('banner').getByRole('navigation', { name: 'Departments' });
    case 'drawer':
      return page.getByRole('dialog', { name: 'Cart' });
    case 'filters':
      return page.getByRole('dialog', { name: 'Filters' });
    default:
      if (element === 'footer_link') return page.getByRole('contentinfo');
      return page.getByRole(IN_HEADER.has(element) ? 'banner' : 'main');
  }
}

/**
 * What an act is done to, among what can be seen. The marks say which of many links it is: on the
 * same page several lead to the same place.
 */
export function wayTo(page: Page, act: Act, layer: Layer): Locator {
  if (act.event_type === 'add_to_cart') {
    return page.getByRole('main').getByRole('button', { name: 'Add to cart' });
  }
  const { element, position, product, typed } = act;
  if (!element) throw new Error(`nobody knows what to click for a ${act.event_type}`);
  const place = placeOf(page, element, layer);
  const marks = [
    `[data-element="${element}"]`,
    position === undefined ? ':not([data-position])' : `[data-position="${position}"]`,
    product ? `[data-product-id="${product.id}"]` : '',
    ':visible',
  ].join('');
  const found = place.locator(`${TAGS[element] ?? 'a'}${marks}`);
  if (element !== 'filter') return found.first();
  // Options of several filters have the same place; what is written beside them tells.
  const label = new RegExp(`^${escaped(typed ?? '')}`);
  return found.and(page.getByRole('checkbox', { name: label })).first();
}

/** What is about to be done, as the page says it: read before the tracker can hear of it. */
export function seenAct(target: Locator, event_type: 'click' | 'add_to_cart'): Promise<SeenAct> {
  // No function of its own inside: in the page there is nothing that the compiler could call for it.
  return target.evaluate((node, type): SeenAct => {
    const path = location.pathname;
    const of = ['element', 'position', 'product-id'].map(
      (name) => node.closest(`[data-${name}]`)?.getAttribute(`data-${name}`) ?? null,
    );
    if (type === 'add_to_cart') {
      const product_id = /^\/product\/([^/]+)$/.exec(path)?.[1] ?? null;
      return { event_type: type, path, element: null, position: null, product_id };
    }
    const [element = null, position = null, product_id = null] = of;
    return { event_type: type, path, element, position: Number(position) || null, product_id };
  }, event_type);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
