import { request as httpRequest } from 'node:http';
import { hasRole, type Role } from '@/lib/auth/roles';
import { uuidV7 } from '@/lib/common/uuid';
import type { WireEvent } from '@/lib/events/event';
import { EXAMPLE_ID, findAdminRoutes } from '@/lib/testing/admin-routes';
import { sampleBatch } from '@/lib/testing/collector-fixture';
import { sampleWireEvent } from '@/lib/testing/sample-events';
import { madeSession, sessionByPassword, viewerPassword } from '../fixtures/session';
import { listenForRest } from '../fixtures/settled';
import { type ShopServer, startShop } from '../fixtures/shop-server';
import { admit, expect, listenForTrouble, signIn, test } from '../fixtures/test';

// One server for all of them, who ask for the same pages and routes.
test.describe.configure({ mode: 'default' });
let shop: ShopServer;
test.beforeAll(async () => {
  shop = await startShop({ env: { FOOTFALL_VIEWER_USER: 'reader' } });
});
test.afterAll(() => shop?.dispose());

const ROUTES = findAdminRoutes();
const PAGES = ROUTES.filter(({ kind }) => kind === 'page').map(({ path }) => path);
/** What an answer to nobody may not hold: names and figures of reports. */
const FIGURES = ['asked_at', 'data-kpi', 'Revenue', 'conversion', 'event_id'];

const admin = () => ({
  sub: 'password:admin',
  name: 'admin',
  role: 'admin',
  signed_in_at: Date.now(),
});
const ALG_NONE = 'next-auth.session-token=eyJhbGciOiJub25lIn0.e30.';

async function visitors(shop: ShopServer): Promise<[string, Role | null, string][]> {
  const readerCookie = await sessionByPassword(shop.url, 'reader', viewerPassword(shop));
  const longAgo = { ...admin(), signed_in_at: Date.now() - 9 * 3_600_000 };
  return [
    ['nobody', null, ''],
    ['viewer', 'viewer', readerCookie],
    ['admin', 'admin', await sessionByPassword(shop.url, 'admin', shop.adminPassword())],
    ['made by the secret', 'admin', await madeSession(shop, admin())],
    ['expired', null, await madeSession(shop, admin(), -60)],
    ['past its hours', null, await madeSession(shop, longAgo)],
    ['alg none', null, ALG_NONE],
    ['changed', null, readerCookie.replace(/(session-token=.{60})./, '$1~')],
    ['a role of their own', null, await madeSession(shop, { ...admin(), role: 'root' })],
  ];
}

/** Status and words; a stream that is let in is not read to its end. */
async function answerTo(url: string, init: RequestInit): Promise<{ status: number; text: string }> {
  const cancel = new AbortController();
  const response = await fetch(url, { ...init, redirect: 'manual', signal: cancel.signal });
  const stream = response.headers.get('content-type')?.startsWith('text/event-stream');
  const text = stream ? '' : (await response.text()) + (response.headers.get('location') ?? '');
  cancel.abort();
  return { status: response.status, text };
}

test('every page and route of the admin, asked by everybody, answers as its role says', async () => {
  const wrong: string[] = [];
  for (const [who, held, cookie] of await visitors(shop)) {
    for (const { kind, path, calls } of ROUTES) {
      for (const { method, role } of calls) {
        const admitted = held !== null && hasRole(held, role);
        const reads = method === 'GET' || method === 'HEAD';
        // What a change does is its own tests' to see.
        if (admitted && !reads) continue;
        const { status, text } = await answerTo(shop.url + path, { method, headers: { cookie } });
        const line = `${method} ${path} by ${who}`;
        const refused = kind === 'page' ? 307 : held ? 403 : 401;
        // A route that lets in may still want parameters, or know nothing of the example.
        const asRoute = kind === 'route' && (status === 400 || isUnknown(status, text));
        const right = admitted ? status === 200 || asRoute : status === refused;
        if (!right) wrong.push(`${line}: ${status}`);
        if (kind === 'page' && !admitted && !text.includes('/admin/sign-in?')) {
          wrong.push(`${line}: does not lead to the sign-in page`);
        }
        for (const figure of admitted ? [] : FIGURES) {
          if (text.includes(figure)) wrong.push(`${line}: holds ${figure}`);
        }
        if (reads) continue;
        for (const origin of ['https://evil.example', 'null']) {
          const foreign = await answerTo(shop.url + path, { method, headers: { cookie, origin } });
          if (foreign.status !== 403) wrong.push(`${line} from ${origin}: ${foreign.status}`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
});

/** What a route says of what it does not have; a route that is not there says nothing of the kind. */
function isUnknown(status: number, text: string): boolean {
  return status === 404 && /^\{"code":"no_such_/.test(text);
}

/** Exactly this path, which fetch would tidy first. */
function rawGet(shop: ShopServer, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const { port } = new URL(shop.url);
    httpRequest({ host: '127.0.0.1', port, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });
}

test('no odd spelling of a path and no header of Next’s own leads around the guard', async () => {
  test.slow();
  const odd = (path: string) => [
    path,
    `/${path}`,
    `${path}/`,
    `${path}/.`,
    `${path}/%2e`,
    `/x/..${path}`,
    `/x/%2e%2e${path}`,
    path.toUpperCase(),
    path.replace('a', '%61'),
    path.replaceAll('/', '%2F'),
    path.replaceAll('/', '\\'),
    `${path};x=1`,
    `${path}%00`,
    `${path}.rsc`,
    `${path}.txt`,
    `${path}.segments/_tree.segment.rsc`,
    `${path}.segments/_full.segment.rsc`,
    `${path}?_rsc=1`,
    `/_next/data/build${path}.json`,
    `/en${path}`,
  ];
  const headers: Record<string, string>[] = [
    {},
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-segment-prefetch': '/_tree' },
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'x-middleware-subrequest': 'middleware', 'x-middleware-next': '1' },
    { 'x-footfall-path': '/admin', 'x-footfall-door': 'node' },
    { 'x-forwarded-host': 'evil.example', 'x-original-url': '/admin', 'x-rewrite-url': '/admin' },
    { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' },
  ];
  const leaks: string[] = [];
  for (const { path } of ROUTES) {
    for (const spelt of odd(path)) {
      // Asked together: who asks and who answers have a core each.
      const asked = headers.map(async (header) => {
        const { status, text } = await rawGet(shop, spelt, { host: 'localhost', ...header });
        const found = FIGURES.filter((figure) => text.includes(figure));
        if (status >= 500 || found.length > 0) {
          leaks.push(`${spelt} with ${JSON.stringify(header)}: ${status} ${found}`);
        }
      });
      await Promise.all(asked);
    }
  }
  expect(leaks).toEqual([]);
});

const NONCE_POLICY =
  /script-src 'self' 'nonce-(\w{32})' 'strict-dynamic'; style-src 'self' 'nonce-/;

test('every admin page and the sign-in page have a policy by nonce, and none is broken', async ({
  page,
}) => {
  test.slow();
  // An event that a page is about has to be there: what is not found is said in the console too.
  const now = Date.now();
  const event = sampleWireEvent({
    event_id: uuidV7(now),
    timestamp: new Date(now).toISOString(),
  });
  expect(await send(shop, [event])).toBe(1);
  const pages = PAGES.map((path) => path.replace(EXAMPLE_ID, event.event_id));
  const trouble = await listenForTrouble(page);
  const atRest = listenForRest(page);
  const nonces: (string | undefined)[] = [];
  const open = async (path: string) => {
    const response = await page.goto(shop.url + path);
    expect(response?.status(), path).toBe(200);
    const policy = (await response?.headerValue('content-security-policy')) ?? '';
    expect(policy, path).not.toContain('unsafe');
    nonces.push(NONCE_POLICY.exec(policy)?.[1]);
    await expect(page.getByRole('heading', { level: 1 }).first(), path).toBeVisible();
  };
  await open('/admin/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  await signIn(page, shop);
  for (const path of pages) {
    await open(path);
    // What a page asks for and then says belongs to it, not to the page after it.
    await atRest();
  }
  expect(nonces).not.toContain(undefined);
  expect(new Set(nonces).size).toBe(PAGES.length + 1);
  expect(trouble).toEqual([]);
});

/** How many of them the collector accepted. */
async function send(shop: ShopServer, events: readonly WireEvent[]): Promise<number> {
  const sent_at = new Date().toISOString();
  const answer = await fetch(`${shop.url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sampleBatch(events, { sent_at })),
  });
  expect(answer.status).toBe(200);
  const { results } = (await answer.json()) as { results: { status: string }[] };
  return results.filter(({ status }) => status === 'accepted').length;
}

/** 200 ways to be more than a text, each naming itself. */
function payloads(): string[] {
  const run = (n: number) => `window.__ran=(window.__ran||'')+' ${n}'`;
  const shapes = [
    (js: string) => `<script>${js}</script>`,
    (js: string) => `"><script>${js}</script>`,
    (js: string) => `</script><script>${js}</script>`,
    (js: string) => `<img src=x onerror="${js}">`,
    (js: string) => `'"><img src=x onerror=${js}>`,
    (js: string) => `<svg onload="${js}">`,
    (js: string) => `<svg><animate onbegin="${js}" attributeName=x dur=1s>`,
    (js: string) => `<iframe srcdoc="<script>parent.${js}</script>">`,
    (js: string) => `<details open ontoggle="${js}">`,
    (js: string) => `<input autofocus onfocus="${js}">`,
    (js: string) => `<body onload="${js}">`,
    (js: string) => `<math><mtext></form><form><mglyph><style></math><img src onerror="${js}">`,
    (js: string) => `javascript:${js}`,
    (js: string) => `<a href="javascript:${js}">x</a>`,
    (js: string) => `<style>@import 'data:text/css,*{color:red}';</style><b onclick="${js}">`,
    (js: string) => `\${${js}}`,
    (js: string) => `{{constructor.constructor("${js}")()}}`,
    (js: string) => `--><script>${js}</script><!--`,
    (js: string) => `]]><script>${js}</script>`,
    (js: string) => `\u2028<img src=x onerror="${js}">\u2029`,
  ];
  return Array.from({ length: 200 }, (_, n) => shapes[n % shapes.length]?.(run(n)) ?? '');
}

test('200 scripts sent as events run on no admin page', async ({ page }) => {
  test.slow();
  const now = Date.now();
  const timestamp = new Date(now).toISOString();
  const events = payloads().map((payload) =>
    sampleWireEvent({
      event_id: uuidV7(now),
      timestamp,
      search_term: payload,
      page_url: `${shop.url}/search?utm_campaign=${encodeURIComponent(payload)}`,
      element: payload,
      product_id: payload,
      variant: payload,
    } as Parameters<typeof sampleWireEvent>[0]),
  );
  // Whole, or with fields left out where the contract refuses them: those are kept as failed events.
  const variants = [
    events,
    events.map(({ event_id: _, ...rest }, n) => ({
      ...sampleWireEvent({ event_id: uuidV7(now), timestamp }),
      search_term: rest.search_term,
      page_url: `${shop.url}/search?utm_campaign=p${n}`,
    })),
  ];
  let accepted = 0;
  for (const sent of variants) {
    accepted += await send(shop, sent);
  }
  expect(accepted).toBeGreaterThanOrEqual(200);
  const trouble = await listenForTrouble(page);
  const atRest = listenForRest(page);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await admit(page, shop);
  const xrays = variants.map(([one]) => `/admin/events/${one?.event_id}`);
  const others = PAGES.filter((path) => !path.startsWith('/admin/events/'));
  for (const path of [...others, ...xrays]) {
    await page.goto(shop.url + path);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    await atRest();
    expect(await page.evaluate(() => (window as { __ran?: string }).__ran ?? ''), path).toBe('');
  }
  expect([...trouble, ...dialogs]).toEqual([]);
});

test('views are kept for whoever saved them alone', async () => {
  const cookies = {
    admin: await sessionByPassword(shop.url, 'admin', shop.adminPassword()),
    reader: await sessionByPassword(shop.url, 'reader', viewerPassword(shop)),
  };
  const call = async (who: keyof typeof cookies, method: string, path = '', body?: unknown) => {
    const response = await fetch(`${shop.url}/api/admin/views${path}`, {
      method,
      headers: { cookie: cookies[who], 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  const view = { name: 'Phones', path: '/admin', query: 'range=7d&device_type=mobile' };
  const saved = await call('reader', 'POST', '', view);
  expect(saved).toMatchObject({ status: 201, body: view });
  expect(await call('reader', 'GET')).toEqual({ status: 200, body: { views: [saved.body] } });
  expect(await call('admin', 'GET')).toEqual({ status: 200, body: { views: [] } });
  expect(await call('admin', 'DELETE', `/${saved.body.id}`)).toMatchObject({
    status: 404,
    body: { code: 'unknown_view' },
  });
  expect(await call('reader', 'POST', '', { ...view, query: 'evil=1' })).toMatchObject({
    status: 400,
    body: { code: 'bad_view', fields: ['query'] },
  });
  expect(await call('reader', 'POST', '', { ...view, query: 'x'.repeat(20_000) })).toMatchObject({
    status: 413,
  });
  expect(await call('reader', 'DELETE', `/${saved.body.id}`)).toEqual({ status: 204, body: null });
  expect(await call('reader', 'GET')).toEqual({ status: 200, body: { views: [] } });
});

test('a report is a file too', async () => {
  const cookie = await sessionByPassword(shop.url, 'reader', viewerPassword(shop));
  const ask = (format: string) =>
    fetch(`${shop.url}/api/admin/reports/overview?range=24h&format=${format}`, {
      headers: { cookie },
    });
  const file = await ask('csv');
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="overview.csv"');
  const [header = '', ...rows] = (await file.text()).split('\r\n');
  expect(header).toContain('"period","actor"');
  expect(rows[0]).toMatch(/^"(current|previous)","/);
  expect((await ask('xls')).status).toBe(400);
});
