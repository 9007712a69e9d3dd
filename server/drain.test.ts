import { createServer, get, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, test } from 'vitest';
import { trackConnections } from './connections';
import { drain } from './drain';

async function listening(answer: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const connections = trackConnections(server);
  return { server, connections, port: (server.address() as AddressInfo).port };
}

function request(port: number): Promise<string> {
  return new Promise((resolve) => {
    get({ port, host: '127.0.0.1' }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve(body));
      response.on('error', () => resolve('cut off'));
    }).on('error', () => resolve('cut off'));
  });
}

test('lets a running request finish before it closes the runtime', async () => {
  const order: string[] = [];
  const { server, connections, port } = await listening((response) =>
    setTimeout(() => {
      order.push('answered');
      response.end('done');
    }, 150),
  );
  const answer = request(port);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const clean = await drain({
    server,
    connections,
    stop: () => order.push('stop'),
    close: async () => void order.push('close'),
    closeApp: async () => void order.push('app'),
  });
  expect(await answer).toBe('done');
  expect(order).toEqual(['stop', 'answered', 'close', 'app']);
  expect(clean).toBe(true);
});

test('cuts off at the deadline what would never end', async () => {
  const { server, connections, port } = await listening((response) => response.write('for ever'));
  const answer = request(port);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const clean = await drain(
    {
      server,
      connections,
      stop: () => undefined,
      close: async () => undefined,
      closeApp: async () => undefined,
    },
    100,
  );
  expect(await answer).toBe('cut off');
  expect(clean).toBe(false);
});

test('a connection that never sent a request does not hold it up', async () => {
  const { server, connections, port } = await listening((response) => response.end('done'));
  const silent = connect(port, '127.0.0.1');
  await new Promise((resolve) => silent.once('connect', resolve));
  expect(await request(port)).toBe('done');
  const startedAt = Date.now();
  const clean = await drain({
    server,
    connections,
    stop: () => undefined,
    close: async () => undefined,
    closeApp: async () => undefined,
  });
  expect(clean).toBe(true);
  expect(Date.now() - startedAt).toBeLessThan(2_000);
});

test('does not wait for a runtime that never closes', async () => {
  const { server, connections } = await listening((response) => response.end('done'));
  const clean = await drain(
    {
      server,
      connections,
      stop: () => undefined,
      close: () => new Promise(() => undefined),
      closeApp: async () => undefined,
    },
    100,
  );
  expect(clean).toBe(false);
});
