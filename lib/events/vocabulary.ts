export const EVENT_TYPES = ['view', 'click', 'add_to_cart', 'purchase'] as const;
export const PAGE_TYPES = [
  'home',
  'category',
  'search',
  'product',
  'cart',
  'checkout',
  'confirmation',
  'info',
] as const;
export const DEVICE_TYPES = ['mobile', 'desktop', 'tablet'] as const;
export const BROWSERS = [
  'Chrome',
  'Safari',
  'Firefox',
  'Edge',
  'Samsung Internet',
  'Opera',
  'Other',
] as const;
export const USER_TYPES = ['new', 'returning'] as const;
export const ACTORS = ['human', 'bot', 'producer'] as const;
export const FLAGS = [
  'repaired',
  'clock_skew',
  'bfcache',
  'mem_store',
  'enrich_error',
  'late',
] as const;

/** What the shop declares as worth a click: `data-element` holds one of these. */
export const ELEMENTS = [
  'nav_home',
  'nav_category',
  'nav_search',
  'nav_cart',
  'nav_info',
  'hero',
  'category_tile',
  'product_tile',
  'colourway',
  'quantity',
  'cart_quantity',
  'cart_remove',
  'cart_item',
  'checkout_start',
  'place_order',
  'continue_shopping',
  'footer_link',
  'nav_menu',
  'nav_department',
  'nav_wishlist',
  'nav_account',
  'cart_open',
  'breadcrumb',
  'department_tile',
  'search_suggestion',
  'filter',
  'filter_clear',
  'filter_open',
  'sort',
  'page_link',
  'gallery',
  'reviews_more',
  'wishlist_toggle',
  'delivery_option',
  'payment_option',
  'order_lookup',
  'order_link_copy',
  'account_wipe',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];
export type PageType = (typeof PAGE_TYPES)[number];
export type DeviceType = (typeof DEVICE_TYPES)[number];
export type Browser = (typeof BROWSERS)[number];
export type UserType = (typeof USER_TYPES)[number];
export type Actor = (typeof ACTORS)[number];
export type Flag = (typeof FLAGS)[number];
export type ElementName = (typeof ELEMENTS)[number];

/** Adds a flag to a `flags` text, in the list's order and once. */
export function withFlag(flags: string | undefined, flag: Flag): string {
  const present = new Set(flags?.split(' '));
  present.add(flag);
  return FLAGS.filter((known) => present.has(known)).join(' ');
}
