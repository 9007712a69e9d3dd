import { type IdList, keepKnownIds, NO_IDS, parseIdList } from './id-list';

/** What a visitor asked the shop to remember, newest first. */
export type Wishlist = IdList;

export type WishlistAction =
  | { readonly type: 'toggle'; readonly product_id: string }
  | { readonly type: 'add'; readonly product_id: string }
  | { readonly type: 'remove'; readonly product_id: string }
  | { readonly type: 'keep_known'; readonly isKnown: (productId: string) => boolean }
  | { readonly type: 'clear' };

export const MAX_WISHES = 100;

/** Returns the same object where nothing changes. */
export function reduceWishlist(list: Wishlist, action: WishlistAction): Wishlist {
  switch (action.type) {
    case 'toggle':
      return list.includes(action.product_id)
        ? without(list, action.product_id)
        : withFirst(list, action.product_id);
    case 'add':
      return list.includes(action.product_id) ? list : withFirst(list, action.product_id);
    case 'remove':
      return without(list, action.product_id);
    case 'keep_known':
      return keepKnownIds(list, action.isKnown);
    case 'clear':
      return list.length === 0 ? list : NO_IDS;
    default:
      return action satisfies never;
  }
}

export function parseWishlist(stored: string | null): Wishlist {
  return parseIdList(stored, MAX_WISHES);
}

function withFirst(list: Wishlist, id: string): Wishlist {
  return [id, ...list].slice(0, MAX_WISHES);
}

function without(list: Wishlist, id: string): Wishlist {
  return list.includes(id) ? list.filter((other) => other !== id) : list;
}
