import { setTimeout as wait } from 'node:timers/promises';
import { inOrder } from '@/lib/audit/pairing';
import { systemClock } from '@/lib/common/clock';
import { loadSecrets } from '@/lib/config/secrets';
import { readSettings } from '@/lib/config/settings';
import type { WireEvent } from '@/lib/events/event';
import { toWire } from '@/lib/traffic/events';
import type { LedgerEntry } from '@/lib/traffic/ledger';
import { PERSONAS, type PersonaName } from '@/lib/traffic/personas';
import { toCollector } from '@/lib/traffic/transport';
import { type PlannedVisitor, planVisitors } from '@/lib/traffic/visitors';
import { comparable } from '../bots/parity';
import { runBots } from '../bots/run';
import { type ShopServer, startShop } from '../fixtures/shop-server';
import { ARRIVAL, expect, test } from '../fixtures/test';

const SEED = 7;
const CANDIDATES = 16;
/** Enough to go through many ways, and few enough to be played in seconds. */
const ACTS = { least: 12, most: 35 };

// One server for all: each persona is a run of its own.
test.describe.configure({ mode: 'default' });
let shop: ShopServer;
test.beforeAll(async () => {
  shop = await startShop();
});
test.afterAll(() => shop.dispose());

const actsOf = ({ visits }: PlannedVisitor) => visits.flatMap(({ acts }) => acts);

/** The first of the seed's people whose visits are neither too short nor too long to be played here. */
function somebody(persona: PersonaName): PlannedVisitor {
  const found = planVisitors({
    seed: SEED,
    count: CANDIDATES,
    persona,
    consents: ['accept'],
  }).find((visitor) => {
    const acts = actsOf(visitor);
    if (acts.length > ACTS.most) return false;
    // Nobody who turns round at the door does a dozen things; a buyer has to buy.
    if (persona === 'bouncer') return true;
    if (persona === 'buyer') return acts.some(({ event_type }) => event_type === 'purchase');
    return acts.length >= ACTS.least;
  });
  if (!found) throw new Error(`seed ${SEED} has no ${persona} of this length`);
  return found;
}

for (const persona of Object.keys(PERSONAS) as PersonaName[]) {
  test(`a ${persona} leaves the same events through a browser and through the producer`, async ({
    playwright,
  }) => {
    const visitor = somebody(persona);
    const runSecret = loadSecrets(readSettings({ FOOTFALL_DATA_DIR: shop.dataDir })).runToken;
    const entries: LedgerEntry[] = [];
    const counts = await runBots({
      visitors: [visitor],
      shoppers: 1,
      concurrency: 1,
      runId: `bot-${persona}`,
      runSecret,
      baseUrl: shop.url,
      speed: 1_000_000,
      launch: () =>
        playwright.chromium.launch({ executablePath: process.env.FOOTFALL_CHROMIUM || undefined }),
      ledger: { write: async (entry) => void entries.push(entry), close: async () => undefined },
      clock: systemClock,
      sleep: (ms) => wait(ms),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    expect(counts).toMatchObject({ lastTrouble: null, failed: 0, rejected: 0 });

    const wires = visitor.visits.flatMap((session) =>
      session.acts.map((act) => toWire({ session, act })),
    );
    const transport = toCollector({
      url: shop.url,
      runId: `producer-${persona}`,
      runSecret,
      clock: systemClock,
      fetcher: fetch,
    });
    expect(await transport(wires)).toEqual({ ok: true, rejected: [] });

    const captured = entries.flatMap((entry) => (entry.t === 'captured' ? entry.events : []));
    const played = await storedAs(inOrder(captured));
    const produced = await storedAs(wires);
    expect(played.map(({ actor }) => actor)).toEqual(wires.map(() => 'bot'));
    expect(comparable(played)).toEqual(comparable(produced));
  });
}

/** As the shop has stored them, in this order. */
async function storedAs(events: readonly WireEvent[]) {
  const ids = events.map(({ event_id }) => event_id);
  const rows = () => new Map(shop.events().map((row) => [row.event_id, row]));
  await expect.poll(() => ids.filter((id) => !rows().has(id)), ARRIVAL).toEqual([]);
  const known = rows();
  return ids.flatMap((id) => known.get(id) ?? []);
}
