import { connect, type Socket } from 'node:net';
import { loadSecrets } from '@/lib/config/secrets';
import { readSettings } from '@/lib/config/settings';
import { createOracle, isSound } from '@/lib/testing/oracle';
import { runCampaign } from '../durability/campaign';
import { type Load, startLoad } from '../durability/load';
import type { ShopServer } from '../fixtures/shop-server';
import { expect, test } from '../fixtures/test';

test('what was acknowledged survives kill -9 under load and while rolling, and the next start counts it', async () => {
  // The time to recover is held by `npm run durability`, which has the machine for itself.
  const result = await runCampaign({
    kills: 6,
    seed: 7,
    loops: 4,
    rollSeconds: 1,
    recoveryLimitMs: 30_000,
  });
  expect(result.violations).toEqual([]);
  expect(result.verdict).toMatchObject({ lost: [], spurious: [], altered: [] });
  expect(result.verdict.acked).toBeGreaterThan(500);
  expect(result.verdict.duplicates).toBeGreaterThan(0);
  expect(result.verdict.refused).toBeGreaterThan(0);
  expect(result.load.withoutAnswer).toBeGreaterThan(0);
  expect(result.parquetFiles).toBeGreaterThan(0);
  expect(result.counts?.engine).toEqual(result.counts?.raw);
});

test.describe('SIGTERM in load', () => {
  test.use({ server: { env: { FOOTFALL_RATE_LIMIT: 'off' } } });

  /** Load, then what `stop` does; held against the lake. */
  async function loseNothing(shop: ShopServer, stop: () => Promise<number | null>) {
    const oracle = createOracle();
    const settings = readSettings({ FOOTFALL_DATA_DIR: shop.dataDir });
    const runSecret = loadSecrets(settings).runToken;
    const load: Load = startLoad({ oracle, url: shop.url, seed: 7, loops: 4, runSecret });
    await expect.poll(() => load.counts.requests, { timeout: 15_000 }).toBeGreaterThan(100);
    const startedAt = performance.now();
    const code = await stop();
    const ms = performance.now() - startedAt;
    await load.stop();
    const verdict = oracle.judge(shop.raw('events'));
    expect(verdict).toMatchObject({ lost: [], spurious: [], altered: [], unreadable: 0 });
    expect(isSound(verdict)).toBe(true);
    expect(verdict.acked).toBeGreaterThan(100);
    expect(load.counts.unexpected).toEqual([]);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(12_000);
  }

  test('lets every answered request be in the lake', async ({ shop }) => {
    await loseNothing(shop, () => shop.stop('SIGTERM'));
  });

  test('is not held up by a body that does not end', async ({ shop }) => {
    const slow = await sendHalf(shop);
    await loseNothing(shop, () => shop.stop('SIGTERM'));
    slow.destroy();
  });

  test('may be sent twice', async ({ shop }) => {
    await loseNothing(shop, () => {
      void shop.stop('SIGTERM');
      return shop.stop('SIGTERM');
    });
  });
});

/** Announces a body, sends half of it and keeps the connection. */
function sendHalf(shop: ShopServer): Promise<Socket> {
  const { port } = new URL(shop.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), 'localhost', () => {
      socket.write(
        'POST /api/events HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"v":1,',
        () => resolve(socket),
      );
    });
    socket.on('error', reject);
  });
}
