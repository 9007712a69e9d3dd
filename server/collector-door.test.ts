import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { createBodyBudget } from '@/lib/collector/body-budget';
import { createMemorySink } from '@/lib/delivery/memory';
import { describeCollectorDoor } from '@/lib/testing/collector-door-contract';
import { collectorFixture, sampleBatch } from '@/lib/testing/collector-fixture';
import { eventually } from '@/lib/testing/eventually';
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

test('a full sink is told before a byte of the body was sent, with the time to come back', async () => {
  const { collector } = collectorFixture({
    sink: {
      ...createMemorySink(),
      state: () => ({ healthy: true, message: null, queuedBytes: 1e9, lagMs: 0 }),
    },
  });
  const door = createCollectorDoor(collector, createBodyBudget(), () => '10.0.0.1');
  const server = createServer(door);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(
    'POST /api/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n',
  );
  const heard = await new Promise<string>((resolve) =>
    socket.once('data', (part) => resolve(String(part))),
  );
  socket.destroy();
  server.close();
  expect(heard).toMatch(/^HTTP\/1\.1 503 /);
  expect(Number(/retry-after: (\d+)/.exec(heard)?.[1])).toBeGreaterThanOrEqual(2);
  expect(Number(/retry-after: (\d+)/.exec(heard)?.[1])).toBeLessThanOrEqual(10);
  expect(heard).toContain('"overloaded"');
});

test('who sends far too much, and listens only when all is sent, hears that it was', async () => {
  const { collector, metrics } = collectorFixture();
  const door = createCollectorDoor(collector, createBodyBudget(), () => '10.0.0.1');
  const server = createServer(door);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause();
  const part = 'x'.repeat(64 * 1024);
  socket.write(
    'POST /api/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
  );
  let broken: Error | null = null;
  socket.on('error', (error) => {
    broken = error;
  });
  for (let n = 0; n < 40 && !broken; n++) {
    await new Promise((sent) => socket.write(`10000\r\n${part}\r\n`, sent));
    await new Promise((later) => setTimeout(later, 5));
  }
  let heard = '';
  socket.on('data', (chunk) => {
    heard += chunk;
  });
  socket.resume();
  await eventually(() => expect(heard).toContain('too_large'));
  expect(broken).toBeNull();
  expect(await metrics.totals()).toMatchObject({ RequestsRefused: 1 });
  expect(heard).toMatch(/^HTTP\/1\.1 413 .*connection: close/is);
  await new Promise<void>((resolve) => socket.on('close', resolve).end('0\r\n\r\n'));
  server.close();
});

test('a fault of ours at the gate is a 503, and the server goes on', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { collector } = collectorFixture();
  let broken = true;
  const door = createCollectorDoor(
    {
      ...collector,
      admit(head) {
        if (broken) throw new Error('a bug\r\nforged: line');
        return collector.admit(head);
      },
    },
    createBodyBudget(),
    () => '10.0.0.1',
  );
  const server = createServer(door);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const send = () =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sampleBatch()),
    });
  expect((await send()).status).toBe(503);
  broken = false;
  expect((await send()).status).toBe(200);
  expect(String(error.mock.calls[0]?.[0])).toMatch(/^\{.*\}$/);
  error.mockClear();
  server.closeAllConnections();
  server.close();
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
