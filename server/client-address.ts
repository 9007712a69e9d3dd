import type { IncomingMessage } from 'node:http';

/**
 * The client's address: the socket's own, or with `trustedProxies` = n the n-th from the right of
 * X-Forwarded-For, which is the last one that a proxy of ours wrote and not the client.
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const socket = request.socket.remoteAddress ?? 'unknown';
  if (trustedProxies === 0) return socket;
  const forwarded = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(forwarded) ? forwarded.join(',') : (forwarded ?? ''))
    .split(',')
    .map((hop) => hop.trim())
    .filter(Boolean);
  return hops.at(-trustedProxies) ?? socket;
}
