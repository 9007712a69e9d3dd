import type { Page } from '@playwright/test';
import { type OidcFault, type OidcStandIn, startOidcStandIn } from '../fixtures/oidc-stand-in';
import { test as base, expect, listenForTrouble } from '../fixtures/test';

/** The shop with a provider of its own to sign in with. */
const test = base.extend<{ provider: OidcStandIn }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from a pattern.
  provider: async ({}, use) => {
    const provider = await startOidcStandIn();
    await use(provider);
    await provider.close();
  },
  server: async ({ provider }, use) => {
    await use({
      env: {
        FOOTFALL_OIDC_ISSUER: provider.issuer,
        FOOTFALL_OIDC_CLIENT_ID: provider.clientId,
        FOOTFALL_OIDC_CLIENT_SECRET: provider.clientSecret,
        FOOTFALL_OIDC_ADMINS: 'operators',
        FOOTFALL_OIDC_VIEWERS: 'analysts,guests',
      },
    });
  },
});

const session = (page: Page) =>
  page.evaluate(() => fetch('/api/auth/session').then((r) => r.json()));

async function ask(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use single sign-on' }).click();
}

test('groups of the provider are roles here, and lead back to the page that was asked for', async ({
  page,
  shop,
  provider,
}) => {
  const trouble = await listenForTrouble(page);
  for (const [groups, role] of [
    [['guests'], 'viewer'],
    [['guests', 'operators'], 'admin'],
  ] as const) {
    provider.person({ sub: 'ann', email: 'ann@example.org', 'cognito:groups': groups });
    await page.goto(`${shop.url}/admin?range=7d`);
    await ask(page);
    await expect(page).toHaveURL(`${shop.url}/admin?range=7d`);
    expect(await session(page)).toMatchObject({
      user: { id: 'oidc:ann', name: 'ann@example.org', role },
    });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/admin\/sign-in/);
  }
  expect(trouble).toEqual([]);
});

test('who has no role here is refused in words', async ({ page, shop, provider }) => {
  await page.goto(`${shop.url}/admin`);
  for (const groups of [undefined, [], ['operators2'], 'analysts guests']) {
    provider.person({ sub: 'eve', 'cognito:groups': groups, role: 'admin' });
    await ask(page);
    await expect(page.getByText('none of your groups has a role here')).toBeVisible();
    expect(await session(page)).toEqual({});
  }
  await page.goto(`${shop.url}/admin`);
  await expect(page).toHaveURL(/\/admin\/sign-in/);
});

const FAULTS: readonly OidcFault[] = [
  'foreign-key',
  'no-algorithm',
  'other-nonce',
  'other-audience',
  'other-issuer',
  'expired',
];

test('an id token that is not the provider’s own, for this client and this visit, is worth nothing', async ({
  page,
  shop,
  provider,
}) => {
  provider.person({ sub: 'eve', 'cognito:groups': ['operators'] });
  await page.goto(`${shop.url}/admin`);
  for (const fault of FAULTS) {
    provider.fault(fault);
    await ask(page);
    await expect(page.getByText('did not vouch for you'), fault).toBeVisible();
    await expect(page, fault).toHaveURL(/error=OAuthCallback/);
    expect(await session(page), fault).toEqual({});
    await page.goto(`${shop.url}/admin`);
  }
  provider.fault('none');
  await ask(page);
  await expect(page).toHaveURL(/\/admin$/);
});

test('a callback that this browser did not ask for is refused', async ({
  page,
  shop,
  provider,
}) => {
  provider.person({ sub: 'eve', 'cognito:groups': ['operators'] });
  await page.goto(`${shop.url}/api/auth/callback/oidc?code=stolen&state=guessed`);
  await expect(page).toHaveURL(/\/admin\/sign-in\?.*error=OAuthCallback/);
  expect(await session(page)).toEqual({});
});

test('a provider that is away is said so, and the password still opens', async ({
  page,
  shop,
  provider,
}) => {
  await provider.close();
  await page.goto(`${shop.url}/admin`);
  await ask(page);
  await expect(page.getByText('could not be reached')).toBeVisible();
  await page.getByLabel('Name').fill('admin');
  await page.getByLabel('Password').fill(shop.adminPassword());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/admin$/);
});
