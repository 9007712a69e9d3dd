import { afterAll, expect, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { createFakeLake } from '@/lib/testing/lake-events';
import { CHANNELS, type Channel, channelSql } from './channel';

const engine = createDuckdbEngine({ lake: createFakeLake() });
afterAll(() => engine.close());

type Given = { medium?: string; source?: string; campaign?: string; host?: string };

const literal = (value: string | undefined) =>
  `CAST(${value === undefined ? 'NULL' : `'${value}'`} AS varchar)`;

async function channelOf({ medium, source, campaign, host }: Given) {
  const origin = `SELECT ${literal(medium)} AS medium, ${literal(source)} AS source,
    ${literal(campaign)} AS campaign, ${literal(host)} AS host`;
  const names = { medium: 'medium', source: 'source', campaign: 'campaign', host: 'host' };
  const { rows } = await engine.query(`SELECT ${channelSql(names)} FROM (${origin}) AS o`);
  return rows[0]?.[0];
}

test.each<readonly [Channel, Given]>([
  ['direct', {}],
  ['organic', { host: 'www.google.com' }],
  ['organic', { host: 'google.co.uk' }],
  ['organic', { host: 'duckduckgo.com' }],
  ['organic', { host: 'search.brave.com' }],
  ['organic', { medium: 'organic', source: 'somewhere' }],
  ['organic', { source: 'google', campaign: 'spring' }],
  // The medium is believed before the host.
  ['paid', { host: 'www.google.com', medium: 'cpc', source: 'google' }],
  ['paid', { host: 'www.instagram.com', medium: 'paid_social' }],
  ['paid', { medium: 'display', source: 'news' }],
  ['social', { host: 'www.instagram.com' }],
  ['social', { host: 'l.facebook.com' }],
  ['social', { host: 't.co' }],
  ['social', { host: 'x.com' }],
  ['social', { medium: 'social', source: 'club' }],
  ['social', { source: 'tiktok' }],
  ['email', { medium: 'email', source: 'newsletter' }],
  ['email', { source: 'newsletter', campaign: 'november' }],
  ['email', { host: 'mail.google.com' }],
  ['affiliate', { medium: 'affiliate', host: 'coupons.example' }],
  ['referral', { host: 'www.wirecutter.example' }],
  ['referral', { medium: 'qr', source: 'poster' }],
  ['referral', { campaign: 'poster' }],
  // Names that only end like a known one are somebody else's.
  ['referral', { host: 'notgoogle.com' }],
  ['referral', { host: 'next.co' }],
  ['referral', { host: 'google.com.evil.example-1.test' }],
])('%s: %j', async (channel, given) => {
  expect(CHANNELS).toContain(channel);
  expect(await channelOf(given)).toBe(channel);
});
