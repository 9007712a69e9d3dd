import { Agent, request as httpRequest } from 'node:http';
import { uuidV7 } from '@/lib/common/uuid';
import { sampleBatch } from '@/lib/testing/collector-fixture';
import { sampleWireEvent } from '@/lib/testing/sample-events';
import { expect, listenForTrouble, test } from '../fixtures/test';

function batchNow(count = 1) {
  const now = Date.now();
  const events = Array.from({ length: count }, () =>
    sampleWireEvent({ event_id: uuidV7(now), timestamp: new Date(now).toISOString() }),
  );
  return sampleBatch(events, { sent_at: new Date(now).toISOString() });
}

async function send(url: string, body: unknown = batchNow()) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

test.describe('the shipped server', () => {
  test('is one runtime behind two doors: one segment, one set of counters', async ({ shop }) => {
    // Only the exact path is the node:http door's; with a query the request goes on to Next's route.
    const [door, route] = [`${shop.url}/api/events`, `${shop.url}/api/events?door=next`];
    const answers = await Promise.all([send(door), send(route), send(door), send(route)]);
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 200, body: { results: [{ status: 'accepted' }] } });
    }
    expect(shop.events()).toHaveLength(4);
    expect(shop.segments('events')).toHaveLength(1);
    const health = await (await fetch(`${shop.url}/api/health`)).json();
    expect(health).toMatchObject({ ready: true, totals: { EventsReceived: 4, EventsAccepted: 4 } });
  });

  test('refuses a large body at both doors and goes on on the same connection', async ({
    shop,
  }) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const post = (path: string, body: string) =>
      new Promise<number>((resolve, reject) => {
        const { port } = new URL(shop.url);
        const headers = {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        };
        httpRequest({ port, path, method: 'POST', agent, headers }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode ?? 0));
        })
          .on('error', reject)
          .end(body);
      });
    const large = JSON.stringify({ padding: 'x'.repeat(300 * 1024) });
    for (const path of ['/api/events', '/api/events?door=next']) {
      // The server may cut the connection of an overlong body; what follows must work either way.
      expect(await post(path, large).catch(() => 413)).toBe(413);
      expect(await post(path, JSON.stringify(batchNow()))).toBe(200);
    }
    agent.destroy();
  });

  test('gives every shop page a script policy by hash, and none is broken', async ({
    page,
    sharedShop: shop,
  }) => {
    const trouble = await listenForTrouble(page);
    for (const path of ['/', '/cart', '/checkout', '/about', '/privacy']) {
      const response = await page.goto(shop.url + path);
      const policy = (await response?.headerValue('content-security-policy')) ?? '';
      expect(policy).toContain("'sha256-");
      expect(policy).not.toContain('unsafe');
      expect(await response?.headerValue('x-powered-by')).toBeNull();
      expect(await response?.headerValue('x-content-type-options')).toBe('nosniff');
      await expect(page.getByRole('button', { name: 'Allow measuring' }).first()).toBeVisible();
    }
    expect(trouble).toEqual([]);
    const lost = await page.goto(`${shop.url}/nowhere`);
    expect(lost?.status()).toBe(404);
    expect(await lost?.headerValue('content-security-policy')).toContain("'sha256-");
  });

  test('does not believe a client that claims to be our own server', async ({
    sharedShop: shop,
  }) => {
    const response = await fetch(shop.url, {
      headers: { 'x-footfall-door': 'none', 'x-footfall-address': '6.6.6.6' },
    });
    expect(response.headers.get('content-security-policy')).toContain("'sha256-");
    await response.text();
  });

  test('publishes the contract as JSON Schema', async ({ sharedShop: shop }) => {
    const schema = await (await fetch(`${shop.url}/schemas/event-v1.json`)).json();
    expect(schema).toMatchObject({
      title: 'Footfall event',
      properties: { event_id: { type: 'string' } },
    });
  });

  test('drains on SIGTERM: what was answered is in the lake, and it exits with 0', async ({
    shop,
  }) => {
    const acked: string[] = [];
    let running = true;
    const clients = Array.from({ length: 4 }, async () => {
      while (running) {
        const batch = batchNow(5);
        const answer = await send(`${shop.url}/api/events`, batch).catch(() => null);
        if (answer?.status !== 200) return;
        acked.push(...answer.body.results.map(({ event_id }: { event_id: string }) => event_id));
      }
    });
    await expect.poll(() => acked.length).toBeGreaterThan(200);
    const code = await shop.stop('SIGTERM');
    running = false;
    await Promise.all(clients);
    expect(code).toBe(0);
    const stored = new Set(shop.events().map(({ event_id }) => event_id));
    expect(acked.filter((id) => !stored.has(id))).toEqual([]);
  });
});

test.describe('plain next start', () => {
  test.use({ server: { kind: 'next-start' } });

  test('collects through its own route and keeps a policy, if a weaker one', async ({
    page,
    shop,
  }) => {
    expect(await send(`${shop.url}/api/events`)).toMatchObject({
      status: 200,
      body: { results: [{ status: 'accepted' }] },
    });
    expect(shop.events()).toHaveLength(1);
    const response = await page.goto(shop.url);
    expect(await response?.headerValue('content-security-policy')).toContain(
      "script-src 'self' 'unsafe-inline'",
    );
    await expect(page.getByRole('button', { name: 'Allow measuring' })).toBeVisible();
  });
});
