import { sessionByPassword, trySignIn, viewerPassword } from '../fixtures/session';
import { expect, signIn, test } from '../fixtures/test';

test('the admin is closed to everybody who did not sign in', async ({ page, sharedShop: shop }) => {
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

test('a thousand names from one address, whatever it says of itself, are ten tries', async ({
  shop,
}) => {
  const answers: number[] = [];
  for (let i = 0; i < 30; i++) {
    const spoofed = { 'x-forwarded-for': `203.0.113.${i}`, 'x-footfall-address': `203.0.113.${i}` };
    answers.push((await trySignIn(shop.url, `user${i}`, 'a guess of mine', spoofed)).status);
  }
  expect(answers).toEqual([...Array(10).fill(401), ...Array(20).fill(429)]);
  const limited = await trySignIn(shop.url, 'admin', shop.adminPassword());
  expect(limited.status).toBe(429);
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(limited.headers.getSetCookie().join()).not.toContain('session-token');
});

test('neither sign-in nor sign-out is done for another site’s page', async ({
  sharedShop: shop,
}) => {
  const cookie = await sessionByPassword(shop.url, 'admin', shop.adminPassword());
  for (const origin of ['https://evil.example', 'null']) {
    for (const path of ['callback/credentials', 'signout', 'signin/credentials', 'session']) {
      const answer = await fetch(`${shop.url}/api/auth/${path}`, {
        method: 'POST',
        headers: { origin, cookie },
        body: new URLSearchParams({ username: 'admin', password: shop.adminPassword() }),
      });
      expect(answer.status, `${path} from ${origin}`).toBe(403);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  }
  // From our own page, but without next-auth's token: not signed out either.
  const forged = await fetch(`${shop.url}/api/auth/signout`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: shop.url },
    body: new URLSearchParams({ csrfToken: 'guess' }),
  });
  expect(forged.headers.getSetCookie().join()).not.toContain('session-token=;');
  const views = await fetch(`${shop.url}/api/admin/views`, { headers: { cookie } });
  expect(views.status).toBe(200);
});

test('an open page renews its session, which a route that only reads does not', async ({
  sharedShop: shop,
}) => {
  const cookie = await sessionByPassword(shop.url, 'admin', shop.adminPassword());
  const renewed = await fetch(`${shop.url}/api/auth/session`, { headers: { cookie } });
  const set = renewed.headers.getSetCookie().find((one) => one.includes('session-token')) ?? '';
  expect(set).toMatch(/^next-auth\.session-token=[^;]+; Path=\/; .*HttpOnly; SameSite=Lax$/);
  const ends = Date.parse(/Expires=([^;]+)/.exec(set)?.[1] ?? '') - Date.now();
  expect(ends).toBeGreaterThan(59 * 60_000);
  expect(ends).toBeLessThanOrEqual(60 * 60_000);
  const read = await fetch(`${shop.url}/api/admin/views`, { headers: { cookie } });
  expect(read.headers.getSetCookie()).toEqual([]);
});

test.describe('where visitors come by https', () => {
  test.use({ server: { env: { FOOTFALL_PUBLIC_URL: 'https://shop.example' } } });

  test('cookies are for this very host alone', async ({ shop }) => {
    const answer = await trySignIn(shop.url, 'admin', shop.adminPassword());
    const cookies = answer.headers.getSetCookie();
    expect(cookies.join()).toContain('__Host-next-auth.session-token=');
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-next-auth\./);
      expect(cookie).toMatch(/; Path=\/;.*HttpOnly; Secure; SameSite=Lax$/);
      expect(cookie).not.toMatch(/domain/i);
    }
    const session = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
    const status = async (cookie: string) =>
      (await fetch(`${shop.url}/api/admin/views`, { headers: { cookie } })).status;
    expect(await status(session)).toBe(200);
    expect(await status(session.replaceAll('__Host-', ''))).toBe(401);
  });
});

test.describe('with a viewer', () => {
  test.use({ server: { env: { FOOTFALL_VIEWER_USER: 'reader' } } });

  test('both accounts are printed, each with its password', async ({ shop }) => {
    expect(shop.output()).toContain(`admin / ${shop.adminPassword()}`);
    expect(shop.output()).toContain(`reader / ${viewerPassword(shop)}`);
    await sessionByPassword(shop.url, 'reader', viewerPassword(shop));
    expect((await trySignIn(shop.url, 'reader', shop.adminPassword())).status).toBe(401);
  });

  test('whoever is sent away from a page for admins is told why', async ({ page, shop }) => {
    await page.goto(`${shop.url}/admin/sign-in?error=NotAdmin&callbackUrl=%2Fadmin`);
    await expect(page.getByText('That page takes an admin’s account')).toBeVisible();
    await page.goto(`${shop.url}/admin/sign-in?error=${encodeURIComponent('<b>evil words</b>')}`);
    await expect(page.getByText('Signing in failed. Try again.')).toBeVisible();
    await expect(page.getByText('evil')).toHaveCount(0);
  });
});
