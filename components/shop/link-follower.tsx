'use client';

import type { Route } from 'next';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Other applications under the same address, each with a policy of its own: a full load. */
const ELSEWHERE = /^\/(admin|api)(\/|$)/;

/**
 * Follows the shop's links without loading a document, and marks in the header where one is. Nothing
 * is fetched ahead of the click: a shelf of twenty tiles would ask for twenty pages nobody opened.
 */
export function LinkFollower() {
  const router = useRouter();
  const pathname = usePathname();

  useEffect(() => {
    // At the window, after React: a handler that answers the click itself has prevented it by then.
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element && event.target.closest('a');
      const path = link && pathWithin(link);
      if (!path || isForBrowser(event)) return;
      event.preventDefault();
      router.push(path as Route, { scroll: link.dataset.scroll !== 'keep' });
    };
    window.addEventListener('click', follow);
    return () => window.removeEventListener('click', follow);
  }, [router]);

  useEffect(() => {
    for (const link of document.querySelectorAll<HTMLAnchorElement>('header a')) {
      if (link.pathname === pathname) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }, [pathname]);

  return null;
}

/** Null where the link leaves the shop, or leads to another place of the page one is on. */
function pathWithin(link: HTMLAnchorElement): string | null {
  const { origin, pathname, search, hash, target, href } = link;
  if (!href || target || origin !== location.origin || ELSEWHERE.test(pathname)) return null;
  if (hash && pathname === location.pathname && search === location.search) return null;
  return pathname + search + hash;
}

/** The click asks for a new tab, a window or a download, or is answered already. */
function isForBrowser(event: MouseEvent): boolean {
  const { defaultPrevented, button, metaKey, ctrlKey, shiftKey, altKey } = event;
  return defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey;
}
