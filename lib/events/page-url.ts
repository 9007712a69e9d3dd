/** What of a page's query is kept: it says which page it is, or which campaign led there. */
export const PAGE_PARAMETERS = [
  'q',
  'category',
  'sort',
  'page',
  'utm_source',
  'utm_medium',
  'utm_campaign',
];
const REFERRER_PARAMETERS = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'];
const MAX_URL = 1024;
const MAX_TERM = 200;
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.]+/g;
const LONG_NUMBER = /\d[\d -]{7,}\d/g;

/** A search term without what people paste by mistake: e-mail addresses and long numbers. */
export function scrubTerm(term: string): string {
  const scrubbed = term.replace(EMAIL, '[email]').replace(LONG_NUMBER, '[number]').trim();
  // A cut may go through a pair; half of one is no text that a reader can hold.
  return scrubbed.slice(0, MAX_TERM).replace(/[\ud800-\udbff]$/, '');
}

function keep(search: string, names: readonly string[]): string {
  const given = new URLSearchParams(search);
  const kept = new URLSearchParams();
  for (const name of names) {
    const value = given.get(name);
    if (value) kept.set(name, scrubTerm(value));
  }
  const query = kept.toString();
  return query && `?${query}`;
}

/** Most URLs hold nothing that could have to go; parsing those would be the collector's main cost. */
const PLAIN_PATH = /^\/(?!\/)[\w/-]*$/;
const PLAIN_URL = /^https?:\/\/[a-z0-9][a-z0-9.-]*\/[\w/-]*$/;

/** Path and scrubbed allow-listed query of a page of the shop; null where it is no URL of the web. */
export function pageUrl(href: string): string | null {
  if (PLAIN_PATH.test(href) && href.length <= MAX_URL) return href;
  const url = parseWebUrl(href);
  return url && (url.pathname + keep(url.search, PAGE_PARAMETERS)).slice(0, MAX_URL);
}

/** Origin, path and scrubbed campaign parameters of a referrer; null for anything but http and https. */
export function referrerUrl(href: string): string | null {
  if (PLAIN_URL.test(href) && href.length <= MAX_URL) return href;
  const url = parseWebUrl(href);
  return (
    url && (url.origin + url.pathname + keep(url.search, REFERRER_PARAMETERS)).slice(0, MAX_URL)
  );
}

function parseWebUrl(href: string): URL | null {
  // The base serves bare paths, which the collector gets back from the tracker.
  const url = URL.canParse(href, 'http://shop.invalid')
    ? new URL(href, 'http://shop.invalid')
    : null;
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null;
}
