import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  type QuicksightStandIn,
  type QuicksightStandInOptions,
  startQuicksightStandIn,
} from '@/e2e/fixtures/quicksight-stand-in';
import { describeDashboardProvider } from '@/lib/testing/dashboard-provider-contract';
import { createQuicksightProvider, type QuicksightOptions } from './quicksight';
import { checkQuicksight } from './quicksight-check';

const ACCOUNT = '000000000000';
const USERS = `arn:aws:quicksight:eu-west-1:${ACCOUNT}:user/default`;
const IDS = { funnel: 'funnel-1', products: 'products-1', engagement: 'engagement-1' };
const options = (more: Partial<QuicksightOptions> = {}): QuicksightOptions => ({
  region: 'eu-west-1',
  account: ACCOUNT,
  dashboards: IDS,
  session: { of: 'user', arn: `${USERS}/reader` },
  allowedDomain: 'https://shop.example',
  credentials: { accessKeyId: 'stand-in', secretAccessKey: 'stand-in' },
  ...more,
});

async function standing(more: QuicksightStandInOptions = {}) {
  const standIn = await startQuicksightStandIn({
    account: ACCOUNT,
    dashboards: Object.values(IDS),
    ...more,
  });
  vi.stubEnv('AWS_ENDPOINT_URL_QUICKSIGHT', standIn.url);
  return standIn;
}

async function opened(more: Partial<QuicksightOptions> = {}, of: QuicksightStandInOptions = {}) {
  const standIn = await standing(of);
  onTestFinished(() => standIn.close());
  return { standIn, provider: createQuicksightProvider(options(more)) };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('against the stand-in', () => {
  let standIn: QuicksightStandIn;
  beforeEach(async () => {
    standIn = await standing();
    return () => standIn.close();
  });
  describeDashboardProvider('quicksight', () => createQuicksightProvider(options()));
});

test('makes an address for a registered user, at this site alone', async () => {
  const { provider, standIn } = await opened();
  const views = await provider.views('funnel');
  expect(views).toEqual([
    { kind: 'charts', path: '/admin/funnel' },
    {
      kind: 'frame',
      url: expect.stringMatching(
        /^https:\/\/eu-west-1\.quicksight\..*\/dashboards\/funnel-1\?code=/,
      ),
      expiresInSeconds: 300,
    },
  ]);
  expect(standIn.embeds()).toMatchObject([
    {
      kind: 'registered-user',
      user: `${USERS}/reader`,
      allowedDomains: ['https://shop.example'],
    },
  ]);
});

test('each call makes a new one: nothing is kept', async () => {
  const { provider, standIn } = await opened();
  const urls = [];
  for (let i = 0; i < 3; i++) urls.push((await provider.views('funnel')).at(-1));
  expect(new Set(urls.map((view) => JSON.stringify(view))).size).toBe(3);
  expect(standIn.embeds()).toHaveLength(3);
});

test('whoever is signed in may be their own user of QuickSight, and nobody else’s', async () => {
  const session = { of: 'user', arn: `${USERS}/{user}` } as const;
  const { provider, standIn } = await opened({ session }, { users: [`${USERS}/ada@shop.example`] });
  await provider.views('funnel', 'ada@shop.example');
  expect(standIn.embeds()[0]?.user).toBe(`${USERS}/ada@shop.example`);
  for (const name of [undefined, '../admin/root', 'a/b', 'a b', '$&']) {
    await expect(provider.views('funnel', name)).rejects.toThrow(/^Your name here cannot/);
  }
  expect(standIn.embeds()).toHaveLength(1);
});

test('sessions of nobody in particular name the dashboard they are for', async () => {
  const session = { of: 'nobody', namespace: 'default' } as const;
  const { provider, standIn } = await opened({ session });
  await provider.views('products');
  expect(standIn.embeds()).toMatchObject([{ kind: 'anonymous-user', dashboard: 'products-1' }]);
  const poor = await opened({ session }, { capacityPricing: false });
  await expect(poor.provider.views('products')).rejects.toMatchObject({
    code: 'pricing',
    message: expect.stringContaining('session capacity pricing'),
  });
});

test('a dashboard without an id is shown by our own charts alone, and nobody is asked', async () => {
  const { provider, standIn } = await opened({ dashboards: { funnel: 'funnel-1' } });
  expect(await provider.views('engagement')).toEqual([
    { kind: 'charts', path: '/admin/engagement' },
  ]);
  expect(standIn.embeds()).toEqual([]);
});

test.each([
  ['AccessDeniedException', 401, 'User is not authorized to perform', 'permission'],
  ['InvalidParameterValueException', 400, 'AllowedDomains is not valid', 'domain'],
  ['UnsupportedUserEditionException', 403, 'Standard edition', 'subscription'],
  ['ThrottlingException', 400, 'Rate exceeded', 'busy'],
  ['ExpiredTokenException', 403, 'The security token is expired', 'credentials'],
  ['InternalFailureException', 500, 'An internal failure occurred.', 'unavailable'],
])('%s is told in words', async (type, status, message, code) => {
  const { provider, standIn } = await opened();
  standIn.script(new Array(3).fill({ type, status, message }));
  await expect(provider.views('funnel')).rejects.toMatchObject({
    code,
    message: expect.stringMatching(/^QuickSight in eu-west-1: .*\.$/),
  });
});

test('who and what is not there is named', async () => {
  const { provider } = await opened({ dashboards: { funnel: 'gone' } });
  await expect(provider.views('funnel')).rejects.toMatchObject({
    code: 'unknown_dashboard',
    message: expect.stringContaining('There is no dashboard gone in eu-west-1'),
  });
  const nobody = await opened({}, { users: [] });
  await expect(nobody.provider.views('funnel')).rejects.toMatchObject({ code: 'user' });
});

test('the stand-in lets an address be opened once, where it is allowed', async () => {
  const { provider, standIn } = await opened();
  const view = (await provider.views('funnel')).at(-1);
  if (view?.kind !== 'frame') throw new Error('no frame');
  const first = standIn.frame(view.url);
  expect(first.headers['content-security-policy']).toBe('frame-ancestors https://shop.example');
  expect(first.body).toContain('const fault = null');
  expect(standIn.frame(view.url).body).toContain('const fault = "Forbidden"');
});

test('looks at start whether each dashboard is there', async () => {
  await opened();
  const checks = await checkQuicksight({
    ...options(),
    dashboards: { funnel: 'funnel-1', products: 'gone' },
  });
  expect(checks).toMatchObject([
    { resource: 'QuickSight dashboard funnel', state: 'there' },
    { resource: 'QuickSight dashboard products', state: 'missing', neededFor: 'dashboards' },
  ]);
});
