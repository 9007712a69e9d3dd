import { PRODUCTS } from '@/lib/catalog/catalog';
import { CATEGORIES } from '@/lib/catalog/categories';

const [category] = CATEGORIES;
const [product] = PRODUCTS;

/** One page of each type, by the name a verdict gives it. */
export const SHOP_PAGES: Readonly<Record<string, string>> = {
  home: '/',
  category: `/category/${category.id}`,
  search: '/search?q=teapot',
  product: `/product/${product?.id}`,
  cart: '/cart',
  checkout: '/checkout',
  confirmation: '/confirmation',
  wishlist: '/wishlist',
  account: '/account',
  info: '/about',
};
