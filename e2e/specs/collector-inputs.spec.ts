import { productById } from '@/lib/catalog/catalog';
import { judgeInput } from '@/lib/testing/collector-door-contract';
import { collectorInputs } from '@/lib/testing/collector-inputs';
import { expect, test } from '../fixtures/test';

test.use({ server: { env: { FOOTFALL_RATE_LIMIT: 'off' } } });

test('every malformed input is answered alike by both doors of the running server', async ({
  shop,
}) => {
  const teapotPrice = (productById('teapot-clay')?.price_cents ?? 0) / 100;
  const port = Number(new URL(shop.url).port);
  for (const path of ['/api/events', '/api/events?door=next']) {
    const door = { port, path, lines: shop.raw, cutsOff: path.endsWith('next') };
    for (const input of collectorInputs(Date.now(), teapotPrice)) {
      expect.soft(await judgeInput(door, input), `${path} ${input.row} ${input.what}`).toEqual([]);
    }
  }
  const health = await (await fetch(`${shop.url}/api/health`)).json();
  expect(health.ready).toBe(true);
});
