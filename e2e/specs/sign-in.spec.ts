import { expect, signIn, test } from '../fixtures/test';

test('the admin is closed to everybody who did not sign in', async ({ page, shop }) => {
  await page.goto(`${shop.url}/admin`);
  await expect(page).toHaveURL(/\/admin\/sign-in/);
  // Neither the page nor what Next streams of it may hold a figure before the guard has judged.
  const asked: Record<string, string>[] = [
    {},
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
  ];
  for (const headers of asked) {
    const answer = await fetch(`${shop.url}/admin`, { redirect: 'manual', headers });
    const body = await answer.text();
    for (const figure of ['asked_at', 'data-kpi', 'Revenue', 'conversion']) {
      expect(body, `${figure} with ${JSON.stringify(headers)}`).not.toContain(figure);
    }
  }
  const report = await fetch(`${shop.url}/api/admin/reports/overview?from_ms=0&to_ms=1`);
  expect(report.status).toBe(401);
  const forged = await fetch(`${shop.url}/api/admin/reports/overview?from_ms=0&to_ms=1`, {
    headers: { cookie: 'next-auth.session-token=eyJhbGciOiJub25lIn0.e30.' },
  });
  expect(forged.status).toBe(401);
});

test('a wrong password is answered in words, the right one opens the overview, signing out closes it', async ({
  page,
  shop,
}) => {
  await page.goto(`${shop.url}/admin`);
  await page.getByLabel('Name').fill('admin');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /\w/ })).toHaveText(
    'That name and password do not belong together.',
  );
  await signIn(page, shop);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/admin\/sign-in/);
});

test('ten failed tries are enough, also for the right password', async ({ page, shop }) => {
  await page.goto(`${shop.url}/admin/sign-in`);
  for (let i = 0; i < 10; i++) {
    await page.getByLabel('Name').fill('admin');
    await page.getByLabel('Password').fill(`guess ${i}`);
    await Promise.all([
      page.waitForResponse(/callback\/credentials/),
      page.getByRole('button', { name: 'Sign in' }).click(),
    ]);
  }
  await page.getByLabel('Password').fill(shop.adminPassword());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText(/Too many failed tries\. Wait \d+ minutes/)).toBeVisible();
});
