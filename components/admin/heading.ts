/**
 * Where this tab is heading while a page is being fetched. A change of the address in the bar would
 * cancel that navigation, so whoever changes the scope asks here first.
 */
let heading: string | null = null;

const current = () => window.location.pathname + window.location.search;

/** A navigation to a path and query of this site has begun. */
export function headFor(href: string): void {
  heading = href;
}

/** The page that was headed for is there, or no longer wanted. */
export function arrive(href: string = heading ?? ''): void {
  if (heading === href) heading = null;
}

/** The address that counts: of the navigation under way, else of the page. For use in handlers. */
export function address(): {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly underWay: boolean;
} {
  const underWay = heading !== null && heading !== current();
  const { pathname, searchParams } = new URL(heading ?? current(), window.location.origin);
  return { path: pathname, query: searchParams, underWay };
}
