/**
 * Whether a request was sent by another site's page, as far as the browser says: it names the origin
 * of what changes something, and `null` is nobody's. Clients that say nothing are no browsers.
 */
export function isForeignOrigin(
  header: (name: string) => string | null | undefined,
  publicHost: string,
): boolean {
  const origin = header('origin');
  if (origin !== null && origin !== undefined) {
    const host = URL.canParse(origin) ? new URL(origin).host : '';
    return host === '' || (host !== header('host') && host !== publicHost);
  }
  const site = header('sec-fetch-site');
  return site === 'cross-site' || site === 'same-site';
}
