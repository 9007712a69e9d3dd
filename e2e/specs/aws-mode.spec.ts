import type { ClickstreamEvent } from '@/lib/events/event';
import { startFirehoseStandIn } from '../fixtures/firehose-stand-in';
import { startShop } from '../fixtures/shop-server';
import { test as base, buySomething, expect, listenForCaptures, signIn } from '../fixtures/test';

base(
  'in aws mode a purchase goes to Firehose through the real SDK, and a database that is not set says so',
  async ({ page }) => {
    const firehose = await startFirehoseStandIn();
    const shop = await startShop({
      env: {
        FOOTFALL_MODE: 'aws',
        AWS_REGION: 'eu-west-1',
        FOOTFALL_FIREHOSE_STREAM: 'footfall-events',
        FOOTFALL_FIREHOSE_FAILED_STREAM: 'footfall-failed',
        AWS_ENDPOINT_URL_FIREHOSE: firehose.url,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
    });
    try {
      // The first calls fail in part and as a whole: the sink sends again what was not taken.
      firehose.script([{ do: 'throttle' }, { do: 'partial', ratio: 0.5 }]);
      const captured = await listenForCaptures(page);
      await page.goto(shop.url);
      await page.getByRole('button', { name: 'Allow measuring' }).click();
      await page.locator('[data-element="product_tile"]').first().click();
      await expect(page).toHaveURL(/\/product\//);
      const orderId = await buySomething(page);
      const landed = () =>
        new Map(
          firehose
            .accepted('footfall-events')
            .map((line) => [JSON.parse(line).event_id, JSON.parse(line)]),
        );
      await expect.poll(() => landed().size).toBe(captured.length + 1);
      const events: ClickstreamEvent[] = [...landed().values()];
      expect(events.filter(({ event_type }) => event_type === 'purchase')).toMatchObject([
        { order_id: orderId },
      ]);
      expect(shop.raw('events'), 'nothing is kept on this machine').toEqual([]);

      await signIn(page, shop);
      await expect(page.getByText(/Set FOOTFALL_ATHENA_DATABASE/).first()).toBeVisible();

      firehose.always({ do: 'throttle' });
      const refused = await fetch(`${shop.url}/api/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          v: 1,
          batch_id: 'batch-1',
          sent_at: new Date().toISOString(),
          context: {},
          events: [captured[0]],
        }),
      });
      expect(refused.status).toBe(503);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(2);
    } finally {
      await shop.dispose();
      await firehose.close();
    }
  },
);
