/** What a session can reach, and what an event of it is; `session` is its mere start. */
export const FUNNEL_STEPS = {
  session: { label: 'Session', test: 'event_ms IS NOT NULL' },
  home: { label: 'Home page', test: `event_type = 'view' AND page = 'home'` },
  category: { label: 'Category page', test: `event_type = 'view' AND page = 'category'` },
  search: { label: 'Search results', test: `event_type = 'view' AND page = 'search'` },
  product: { label: 'Product page', test: `event_type = 'view' AND page = 'product'` },
  cart: { label: 'Added to cart', test: `event_type = 'add_to_cart'` },
  cart_page: { label: 'Cart page', test: `event_type = 'view' AND page = 'cart'` },
  checkout: { label: 'Checkout page', test: `event_type = 'view' AND page = 'checkout'` },
  purchase: { label: 'Purchase', test: `event_type = 'purchase'` },
} as const;

export type FunnelStep = keyof typeof FUNNEL_STEPS;
export const FUNNEL_STEP_NAMES = Object.keys(FUNNEL_STEPS) as [FunnelStep, ...FunnelStep[]];

/** The funnel that `sessions` and `rollup` hold ready. */
export const USUAL_STEPS = ['session', 'product', 'cart', 'checkout', 'purchase'] as const;
