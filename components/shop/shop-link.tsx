import type { Route } from 'next';
import Link from 'next/link';
import type { ComponentProps } from 'react';
import type { ElementName } from '@/lib/events/vocabulary';
import { type MarkPlace, mark } from './mark';

interface ShopLinkProps extends MarkPlace, Omit<ComponentProps<'a'>, 'href'> {
  readonly href: Route;
  readonly element: ElementName;
  /** False keeps the place in the page. */
  readonly scroll?: boolean;
}

/**
 * A link that counts. Pages are static and small, so nothing is fetched ahead of the click: a shelf
 * of twenty tiles would ask the server for twenty pages that nobody opened.
 */
export function ShopLink({ element, position, productId, ...rest }: ShopLinkProps) {
  return <Link prefetch={false} {...rest} {...mark(element, { position, productId })} />;
}
