import { wholeShelf } from '@/components/shop/shelf-of';

/** The whole catalogue as carts, wishlists and orders show it, fetched once something is in them. */
export const dynamic = 'force-static';

export function GET(): Response {
  return Response.json(wholeShelf());
}
