import type { Route } from 'next';
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
 * A link that counts. It is nothing but a link, so that a page with two hundred of them has nothing
 * to hydrate; LinkFollower turns its click into a step of the router.
 */
export function ShopLink({ element, position, productId, scroll, ...rest }: ShopLinkProps) {
  return (
    <a
      {...rest}
      data-scroll={scroll === false ? 'keep' : undefined}
      {...mark(element, { position, productId })}
    />
  );
}
