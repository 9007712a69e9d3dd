import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** What Next's configuration gives every path; how the rest falls on paths the browser tests see. */
async function headersOfAll(publicUrl: string): Promise<Record<string, string>> {
  vi.stubEnv('FOOTFALL_PUBLIC_URL', publicUrl);
  vi.resetModules();
  const { default: config } = await import('@/next.config.js');
  const rules = (await config.headers?.()) ?? [];
  const all = rules.find(({ source }) => source === '/:path*');
  return Object.fromEntries((all?.headers ?? []).map(({ key, value }) => [key, value]));
}

test('https is promised where the shop is reached by it, and nowhere else', async () => {
  const name = 'Strict-Transport-Security';
  const promise = 'max-age=31536000; includeSubDomains';
  expect(await headersOfAll('https://shop.example')).toHaveProperty(name, promise);
  for (const address of ['http://shop.example', '']) {
    const headers = await headersOfAll(address);
    expect(headers).toHaveProperty('X-Content-Type-Options', 'nosniff');
    expect(headers).not.toHaveProperty(name);
  }
});
