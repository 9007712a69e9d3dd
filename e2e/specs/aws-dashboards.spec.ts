import { RAW_BUCKET, STATE_BUCKET, startAwsStandIns } from '../fixtures/aws-stand-ins';
import { startShop } from '../fixtures/shop-server';
import {
  ARRIVAL,
  test as base,
  buySomething,
  expect,
  listenForCaptures,
  listenForTrouble,
  openOverview,
} from '../fixtures/test';

base(
  'in aws mode what a person bought lands in S3, and the dashboards count it through Athena',
  async ({ page }) => {
    base.slow();
    const aws = await startAwsStandIns();
    const shop = await startShop({ env: aws.env });
    try {
      const trouble = await listenForTrouble(page);
      const captured = await listenForCaptures(page);
      await page.goto(shop.url);
      await page.getByRole('button', { name: 'Allow measuring' }).click();
      await page.locator('[data-element="product_tile"]').first().click();
      await expect(page).toHaveURL(/\/product\//);
      await buySomething(page);
      const landed = () =>
        [...aws.s3.objects(RAW_BUCKET).keys()].filter((key) =>
          /^events\/dt=\d{4}-\d\d-\d\d\/hour=\d\d\/footfall-events-1-[-\d]+-[-\da-f]+\.gz$/.test(
            key,
          ),
        ).length;
      await expect.poll(landed, ARRIVAL).toBeGreaterThan(0);
      const taken = () => new Set(aws.firehose.accepted('footfall-events').map(idOf)).size;
      await expect.poll(taken, ARRIVAL).toBe(captured.length + 1);
      await aws.flush();
      expect(await aws.refresh()).toMatchObject({ events: captured.length + 1 });

      await openOverview(page, shop);
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0, ARRIVAL);
      await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
      const kpi = (name: string) => page.locator(`[data-kpi="${name}"]`).first();
      await expect(kpi('orders')).toHaveAttribute('data-value', '1');
      await expect(kpi('events')).toHaveAttribute('data-value', String(captured.length + 1));
      const asked = aws.athena.queries();
      expect(asked.length).toBeGreaterThan(1);
      expect(new Set(asked.map(({ state }) => state))).toEqual(new Set(['SUCCEEDED']));

      await page.getByRole('button', { name: 'Views', exact: true }).first().click();
      await page.getByLabel('Name of this view').fill('Today');
      await page.getByRole('button', { name: 'Save' }).click();
      // The audit log lies beside it.
      const views = () =>
        [...aws.s3.objects(STATE_BUCKET).keys()].filter((key) => key.startsWith('state/views/'));
      await expect.poll(views).toHaveLength(1);
      expect(trouble).toEqual([]);

      // What Athena refuses is said on the page, in words.
      aws.athena.script(
        Array.from({ length: 20 }, () => ({
          on: 'query',
          do: 'FAILED',
          reason: 'Insufficient permissions to execute the query.',
        })),
      );
      await page.goto(`${shop.url}/admin/funnel`);
      await expect(page.getByText(/lacks a permission/).first()).toBeVisible(ARRIVAL);
    } finally {
      await shop.dispose();
      await aws.close();
    }
  },
);

const idOf = (line: string): string => JSON.parse(line).event_id;
