import { readFile, rm } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { sqlText } from '@/lib/lake/parquet-relation';
import { withDuckdb } from '@/lib/lake/with-duckdb';
import { violations } from '../fixtures/axe';
import { makeHistory } from '../fixtures/history';
import { sessionByPassword, viewerPassword } from '../fixtures/session';
import { type ShopServer, startShop } from '../fixtures/shop-server';
import { ARRIVAL, admit, expect, listenForTrouble, openOverview, test } from '../fixtures/test';

let folder = '';
let shop: ShopServer;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  folder = makeHistory(3, 60);
  shop = await startShop({
    env: { FOOTFALL_DATA_DIR: folder, FOOTFALL_VIEWER_USER: 'reader' },
  });
});
test.afterAll(async () => {
  await shop?.dispose();
  await rm(folder, { recursive: true, force: true });
});

const SORTABLE = `SELECT n, 'row ' || CAST(n AS varchar) AS name, nullif(n, 3) AS not_three
FROM UNNEST(sequence(1, 1200)) AS t(n)`;
/** No engine of ours ends it before its limit does. */
const LONG = `SELECT count(*) AS n
FROM UNNEST(sequence(1, 100000)) AS a(x)
CROSS JOIN UNNEST(sequence(1, 100000)) AS b(y)
WHERE x * y % 7 = 3`;

const run = (page: Page) => page.locator('[data-run]');
const cell = (page: Page, row: number, column: number) =>
  page.locator(`[data-cell="${row}:${column}"]`);

/** Puts SQL in the place of what is there, as a person does. */
async function write(page: Page, sql: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'SQL' });
  await editor.click(ARRIVAL);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(sql);
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeEnabled();
}

async function ended(page: Page, state: string): Promise<void> {
  await expect(run(page)).toHaveAttribute('data-run', state, ARRIVAL);
}

test('a query is linked to, filled in, run, sorted, copied, drawn and saved as a file', async ({
  page,
}) => {
  const trouble = await listenForTrouble(page);
  await admit(page, shop);
  await page.goto(`${shop.url}/admin/console?sql=${encodeURIComponent(SORTABLE)}`);
  await expect(page.getByRole('textbox', { name: 'SQL' })).toContainText('sequence', ARRIVAL);
  // What a link brings is shown and not run, and the address forgets it.
  await expect(page).toHaveURL(/\/admin\/console$/);
  await expect(run(page)).toHaveCount(0);

  await page.getByRole('textbox', { name: 'SQL' }).press('ControlOrMeta+Enter');
  await ended(page, 'done');
  const grid = page.getByRole('grid', { name: 'Rows' });
  await expect(grid).toHaveAttribute('aria-rowcount', '1201');
  const inDocument = await grid.getByRole('row').count();
  expect(inDocument).toBeLessThan(100);

  const heading = grid.getByRole('columnheader', { name: /^not_three/ });
  await heading.getByRole('button').click();
  await heading.getByRole('button').click();
  await expect(heading).toHaveAttribute('aria-sort', 'descending');
  await expect(cell(page, 0, 2)).toHaveText('1200');
  await grid.focus();
  await page.keyboard.press('Control+End');
  await expect(cell(page, 1199, 2)).toHaveText('NULL');
  await expect(cell(page, 1199, 2)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Home');
  await expect(page.locator('p', { hasText: 'n, row 1,200:' })).toContainText('3');

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('ControlOrMeta+c');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toBe('3');
  await page.getByRole('button', { name: 'Copy all' }).click();
  await expect.poll(copied).toMatch(/^n\tname\tnot_three\n1200\trow 1200\t1200\n/);

  await page.getByRole('button', { name: 'Chart' }).click();
  await expect(page.getByRole('slider', { name: /^n by name/ })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(1201);
  const parquet = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Parquet' }).click();
  const path = await (await parquet).path();
  const read = `SELECT count(*), sum(n), count(not_three), max(name) FROM read_parquet(${sqlText(path)})`;
  const rows = await withDuckdb(folder, {}, (lake) => lake.runAndReadAll(read));
  expect(rows.getRows()).toEqual([[1200n, 720_600n, 1199n, 'row 999']]);
  expect(trouble).toEqual([]);
});

test('an error stands at its line, a query that is too long is cancelled, a saved one is found again', async ({
  page,
}) => {
  const trouble = await listenForTrouble(page);
  await openOverview(page, shop);
  // The way a person comes: the page's own policy is that of the document, which was another page.
  await page.getByRole('link', { name: 'SQL', exact: true }).click();
  await write(page, 'SELECT event_id,\n  no_such_column\nFROM events');
  await page.keyboard.press('ControlOrMeta+Enter');
  await ended(page, 'problem');
  await expect(page.getByRole('button', { name: 'Go to line 2' })).toBeVisible();
  await expect(page.locator('.cm-lintRange-error')).toHaveText('no_such_column');

  await write(page, LONG);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await ended(page, 'running');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await ended(page, 'cancelled');

  await write(page, 'SELECT actor, count(*) AS n FROM events WHERE dt >= :since GROUP BY actor');
  await page.getByLabel(':since', { exact: true }).fill('2020-01-01');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await ended(page, 'done');
  await expect(cell(page, 0, 0)).toHaveText('producer');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Save this query' });
  await dialog.getByLabel('Name').fill('Actors');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved as Actors.')).toBeVisible(ARRIVAL);
  await page.getByRole('button', { name: 'Close Actors' }).click();
  await page.getByRole('tab', { name: 'Saved' }).click();
  await page.getByRole('button', { name: /^Actors/ }).click();
  await expect(page.getByLabel(':since', { exact: true })).toHaveValue('2020-01-01');
  await expect(page.getByRole('tab', { name: 'Actors' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByText(/cancelled$/)).toBeVisible(ARRIVAL);
  expect(trouble).toEqual([]);
});

test('what one shares another reads and cannot remove; tabs are named; the keyboard gets out; a session that ends takes no text along', async ({
  page,
  browser,
}) => {
  test.slow();
  await openOverview(page, shop);
  await page.getByRole('link', { name: 'SQL', exact: true }).click();
  await write(page, 'SELECT 42 AS answer');
  await page
    .getByRole('tablist', { name: 'Queries' })
    .getByRole('tab', { selected: true })
    .press('F2');
  await page.getByRole('textbox', { name: 'Name of this query' }).fill('Deep thought');
  await page.keyboard.press('Enter');
  const tab = page.getByRole('tab', { name: 'Deep thought' });
  await expect(tab).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Save this query' });
  await dialog.getByLabel('Everybody who is signed in finds it').check();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved as Deep thought.')).toBeVisible(ARRIVAL);

  const cookie = await sessionByPassword(shop.url, 'reader', viewerPassword(shop));
  const context = await browser.newContext({ extraHTTPHeaders: { cookie } });
  const other = await context.newPage();
  await other.goto(`${shop.url}/admin/console`);
  await other.getByRole('tab', { name: 'Saved' }).click();
  await other.getByRole('button', { name: /^Deep thought.*Shared by admin/ }).click(ARRIVAL);
  await expect(other.getByRole('button', { name: 'Delete Deep thought' })).toHaveCount(0);
  await other.getByRole('button', { name: 'Run', exact: true }).click();
  await ended(other, 'done');
  await expect(cell(other, 0, 0)).toHaveText('42');
  await context.close();

  await page.getByRole('tab', { name: 'Saved' }).click();
  await page.getByRole('button', { name: 'Delete Deep thought' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Delete Deep thought' })).toHaveCount(0, ARRIVAL);

  const editor = page.getByRole('textbox', { name: 'SQL' });
  await editor.press('Tab');
  await expect(editor).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();

  await write(page, 'SELECT 43 AS kept');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText('Your session had ended.')).toBeVisible(ARRIVAL);
  await page.getByLabel('Name').fill('admin');
  await page.getByLabel('Password').fill(shop.adminPassword());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/admin\/console$/, ARRIVAL);
  await expect(editor).toContainText('SELECT 43 AS kept', ARRIVAL);
});

test('axe finds nothing, in light and dark, wide and on a phone', async ({ page }) => {
  const inBoth = async (where: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), `${where}, ${colorScheme}`).toEqual([]);
    }
  };
  await admit(page, shop);
  await page.goto(`${shop.url}/admin/console`);
  await expect(page.getByRole('textbox', { name: 'SQL' })).toBeVisible(ARRIVAL);
  await page.getByRole('tab', { name: 'Examples' }).click();
  await page.getByRole('button', { name: /^Funnel by device/ }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await ended(page, 'done');
  await page.getByRole('tab', { name: 'Schema' }).click();
  await page.getByText('rollup_daily', { exact: true }).click();
  await inBoth('wide');

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Schema, examples, saved' }).click();
  await expect(page.getByRole('dialog', { name: 'Schema and queries' })).toBeVisible();
  await inBoth('the drawer');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await inBoth('on a phone');
});
