import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { createBodyBudget } from '@/lib/collector/body-budget';
import { describeCollectorDoor } from '@/lib/testing/collector-door-contract';
import { collectorFixture } from '@/lib/testing/collector-fixture';
import { clientAddress } from './client-address';
import { createCollectorDoor } from './collector-door';

describeCollectorDoor('node:http', async () => {
  const { collector, sink } = collectorFixture();
  const door = createCollectorDoor(collector, createBodyBudget(), (request) =>
    clientAddress(request, 0),
  );
  const server = createServer((request, response) => void door(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    path: '/api/events',
    lines: (stream) => sink.lines[stream],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
});

describe('client address', () => {
  const request = (forwarded?: string) =>
    ({ socket: { remoteAddress: '10.0.0.9' }, headers: { 'x-forwarded-for': forwarded } }) as never;

  test('ignores forwarded headers unless proxies are trusted', () => {
    expect(clientAddress(request('1.2.3.4'), 0)).toBe('10.0.0.9');
  });

  test('takes the entry that the outermost trusted proxy wrote', () => {
    expect(clientAddress(request('6.6.6.6, 1.2.3.4'), 1)).toBe('1.2.3.4');
    expect(clientAddress(request('6.6.6.6, 1.2.3.4, 10.1.1.1'), 2)).toBe('1.2.3.4');
    expect(clientAddress(request(undefined), 1)).toBe('10.0.0.9');
  });
});
