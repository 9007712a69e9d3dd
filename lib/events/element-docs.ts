import { ELEMENTS, type ElementName } from './vocabulary';

/** What each declared element is, for people who read clicks; apart from the list, which browsers load. */
const MEANINGS: Readonly<Record<ElementName, string>> = {
  nav_home: 'the shop’s name in the header',
  nav_category: 'a category in the departments panel, beside a shelf, or in the directory',
  nav_search: 'the search field’s button, or Enter in the field',
  nav_cart: 'the way to the cart’s page: from the drawer (1) or from the notice after adding (2)',
  nav_info: 'a link to a page of information',
  hero: 'the object in the shop window',
  category_tile: 'a category below its department on the home page',
  product_tile:
    'a product on a shelf, in a rail, or in a list; `position` counts from 1 over all pages',
  colourway: 'another tone of the product shown',
  quantity: 'the quantity on a product’s page',
  cart_quantity: 'the quantity of a line in the cart',
  cart_remove: 'taking a line out of the cart',
  cart_item: 'the picture of a line in the cart',
  checkout_start: 'from the cart, or its drawer, to the checkout',
  place_order: 'placing the order',
  continue_shopping: 'the way back into the shop',
  footer_link: 'a link of the footer',
  nav_menu: 'opening or closing the departments panel',
  nav_department: 'a department in the departments panel',
  nav_wishlist: 'the wishlist in the header',
  nav_account: 'the account in the header',
  cart_open: 'the cart in the header, which opens the drawer',
  breadcrumb: 'from a product or a category up to its shelf',
  department_tile: 'a department on the home page',
  search_suggestion: 'a suggestion of the search field',
  filter: 'an option of a filter, on or off',
  filter_clear: 'a filter taken off, or all of them (no `position`)',
  filter_open: 'opening the filters on a phone',
  sort: 'the order of a shelf',
  page_link: 'another page of a shelf; `position` is its number',
  gallery: 'another view of the product’s picture',
  reviews_more: 'the rest of the reviews',
  wishlist_toggle: 'the heart, on or off',
  delivery_option: 'a way of delivery at the checkout',
  payment_option: 'a way of not paying at the checkout',
  order_lookup: 'looking an order up by its link',
  order_link_copy: 'copying an order’s link',
  account_wipe: 'asking to be forgotten; confirming it ends measuring, and is not counted',
};

/** The documentation's table of elements. */
export function elementsTable(): string {
  const rows = ELEMENTS.map((element) => `| \`${element}\` | ${MEANINGS[element]} |`);
  return ['| element | what was clicked |', '|---|---|', ...rows].join('\n');
}
