import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEnricher } from '@/lib/collector/enrichment';
import { signRunToken, verifyRunToken } from '@/lib/common/run-token';
import { deviceOf } from './device';
import { armWords, EXPERIMENTS, VARIANTS } from './experiments';
import {
  changedPrices,
  FEATURES,
  isOut,
  parseScenario,
  type Scenario,
  scenarioPrice,
} from './scenario';

const FULL = {
  experiment: 'buy_box_note:b',
  price: { category: 'tea-and-coffee', factor: 0.8 },
  outage: { from_ms: 1000, to_ms: 2000 },
  broken: { feature: 'search', device: 'mobile' },
} satisfies Scenario;

describe('a scenario', () => {
  test.each(Object.entries(FULL))('is read with %s alone', (effect, value) => {
    expect(parseScenario({ [effect]: value })).toEqual({ [effect]: value });
  });

  test('is read with all effects at once', () => {
    expect(parseScenario(FULL)).toEqual(FULL);
  });

  test.each([
    ['nothing', null],
    ['a text', 'outage'],
    ['a list', [FULL]],
    ['no effect', {}],
    ['an effect that there is not', { ...FULL, gravity: 0 }],
    ['an arm that no page shows', { experiment: 'buy_box_note:z' }],
    ['a price without a factor', { price: { category: 'cookware' } }],
    ['a product and a category', { price: { category: 'a', product_id: 'b', factor: 2 } }],
    ['a factor of nothing', { price: { factor: 0 } }],
    ['a factor below nothing', { price: { factor: -1 } }],
    ['a factor that is text', { price: { factor: '0.8' } }],
    ['a factor that is no number', { price: { factor: Number.NaN } }],
    ['a factor out of all measure', { price: { factor: 11 } }],
    ['an id outside the alphabet', { price: { product_id: 'a b', factor: 0.8 } }],
    ['a price with something more', { price: { factor: 0.8, currency: 'EUR' } }],
    ['an outage without an end', { outage: { from_ms: 1 } }],
    ['an outage that ends before it begins', { outage: { from_ms: 2, to_ms: 1 } }],
    ['an outage in fractions', { outage: { from_ms: 0.5, to_ms: 1 } }],
    ['a feature that there is not', { broken: { feature: 'login', device: 'mobile' } }],
    ['a device that there is not', { broken: { feature: 'search', device: 'watch' } }],
    ['broken for everybody', { broken: { feature: 'search' } }],
    ['one sound effect and one that is not', { ...FULL, outage: null }],
  ])('is none with %s', (_what, value) => {
    expect(parseScenario(value)).toBeNull();
  });

  test('is never anything else than null or what was given, whatever is given', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect([null, value]).toContain(parseScenario(value));
      }),
    );
  });
});

describe('in a run token', () => {
  const claim = { actor: 'human', run_id: 'preview', exp: 10, scenario: FULL } as const;

  test('it comes back as it was signed', () => {
    const token = signRunToken(claim, 'secret');
    expect(verifyRunToken(token, 'secret', 0, parseScenario)).toEqual(claim);
    expect(verifyRunToken(token, 'another', 0, parseScenario)).toBeNull();
  });

  test('one that is not understood makes the token worthless', () => {
    const token = signRunToken({ ...claim, scenario: { gravity: 0 } }, 'secret');
    expect(verifyRunToken(token, 'secret', 0, parseScenario)).toBeNull();
  });

  test('a changed letter anywhere makes the token worthless', () => {
    const token = signRunToken(claim, 'secret');
    fc.assert(
      // Not the last letter, whose lowest bits are nobody's.
      fc.property(fc.nat(token.length - 2), (at) => {
        const letter = token[at] === 'A' ? 'B' : 'A';
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        expect(verifyRunToken(changed, 'secret', 0, parseScenario)).toBeNull();
      }),
    );
  });

  test('the longest one still fits', () => {
    const longest: Scenario = {
      experiment: [...VARIANTS].sort((a, b) => b.length - a.length)[0] ?? '',
      price: { product_id: 'x'.repeat(64), factor: 0.123456789012345 },
      outage: { from_ms: Number.MAX_SAFE_INTEGER - 1, to_ms: Number.MAX_SAFE_INTEGER },
      broken: { feature: 'add_to_cart', device: 'desktop' },
    };
    const run = { actor: 'producer', run_id: 'r'.repeat(64), exp: 8.64e15, scenario: longest };
    const token = signRunToken(run as never, 'secret');
    expect(verifyRunToken(token, 'secret', 0, parseScenario)).toEqual(run);
  });
});

describe('prices', () => {
  const pot = { id: 'teapot-clay', category: 'tea-and-coffee', price_cents: 3450 };
  const pan = { id: 'pan-slate', category: 'cookware', price_cents: 4999 };

  test('change for what is meant, to whole cents, and for nothing else', () => {
    expect(scenarioPrice(FULL, pot)).toBe(2760);
    expect(scenarioPrice(FULL, pan)).toBe(4999);
    expect(scenarioPrice({ price: { product_id: 'pan-slate', factor: 0.333 } }, pan)).toBe(1665);
    expect(scenarioPrice({ price: { factor: 2 } }, pan)).toBe(9998);
    expect(scenarioPrice({ price: { factor: 0.1 } }, { ...pan, price_cents: 1 })).toBe(1);
    expect(scenarioPrice({ experiment: 'buy_box_note:a' }, pan)).toBe(4999);
    expect(scenarioPrice(undefined, pan)).toBe(4999);
  });

  test('are listed where they are others than the catalogue’s', () => {
    expect(changedPrices(FULL, [pot, pan])).toEqual({ 'teapot-clay': 2760 });
    expect(changedPrices({ price: { factor: 1 } }, [pot, pan])).toEqual({});
  });
});

test('an outage begins and ends at its times', () => {
  expect([999, 1000, 1999, 2000].map((now) => isOut(FULL, now))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isOut(undefined, 1500)).toBe(false);
  expect(isOut({ price: { factor: 1 } }, 1500)).toBe(false);
});

test('every arm can be recorded, and at least two of each experiment differ', () => {
  expect(FEATURES.length).toBeGreaterThan(0);
  for (const variant of VARIANTS) expect(variant).toMatch(/^[a-z0-9_-]{1,40}:[a-z0-9_-]{1,40}$/);
  for (const { name, arms } of EXPERIMENTS) {
    expect(new Set(arms.map(({ words }) => words)).size).toBeGreaterThan(1);
    expect(armWords(name, `${name}:${arms[0].id}`)).toBe(arms[0].words);
    expect(armWords(name, `${name}:${arms[1].id}`)).toBe(arms[1].words);
    expect(armWords(name, undefined)).toBeNull();
    expect(armWords(name, 'another:b')).toBeNull();
  }
});

const AGENTS: readonly (readonly [string, string, boolean])[] = [
  [
    'Windows',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    true,
  ],
  [
    'Mac',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    false,
  ],
  [
    'iPad',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    true,
  ],
  [
    'old iPad',
    'Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1',
    true,
  ],
  [
    'iPhone',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    true,
  ],
  [
    'Android phone',
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    true,
  ],
  [
    'Pixel',
    'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    true,
  ],
  [
    'Android tablet',
    'Mozilla/5.0 (Linux; Android 14; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    true,
  ],
  [
    'Firefox on Android',
    'Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0',
    true,
  ],
  [
    'Firefox on a tablet',
    'Mozilla/5.0 (Android 14; Tablet; rv:140.0) Gecko/140.0 Firefox/140.0',
    true,
  ],
  ['Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', false],
  [
    'Samsung phone',
    'Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36',
    true,
  ],
];

test.each(AGENTS)(
  'the page takes itself for what the collector takes it for: %s',
  (_name, user_agent, touch) => {
    const enrich = createEnricher({ trustedProxies: 0 });
    const context = { user_agent, touch, time_zone: '', store: 'idb' } as const;
    const head = { method: 'POST', header: () => undefined, address: null };
    expect(deviceOf(user_agent, touch)).toBe(enrich(head, context).device_type);
  },
);
