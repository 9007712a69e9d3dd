import { type IdList, keepKnownIds, NO_IDS, parseIdList } from './id-list';

/** Products that were looked at, the latest first. */
export type RecentlyViewed = IdList;

export type RecentlyViewedAction =
  | { readonly type: 'see'; readonly product_id: string }
  | { readonly type: 'keep_known'; readonly isKnown: (productId: string) => boolean }
  | { readonly type: 'clear' };

export const MAX_RECENT = 12;

/** Returns the same object where nothing changes. */
export function reduceRecentlyViewed(
  list: RecentlyViewed,
  action: RecentlyViewedAction,
): RecentlyViewed {
  switch (action.type) {
    case 'see':
      return list[0] === action.product_id
        ? list
        : [action.product_id, ...list.filter((id) => id !== action.product_id)].slice(
            0,
            MAX_RECENT,
          );
    case 'keep_known':
      return keepKnownIds(list, action.isKnown);
    case 'clear':
      return list.length === 0 ? list : NO_IDS;
    default:
      return action satisfies never;
  }
}

export function parseRecentlyViewed(stored: string | null): RecentlyViewed {
  return parseIdList(stored, MAX_RECENT);
}
