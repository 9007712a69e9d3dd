import { expect, test } from 'vitest';
import { createEnricher } from '@/lib/collector/enrichment';
import { COUNTRIES, DEVICES } from '@/lib/traffic/mixes';
import { planVisitors } from '@/lib/traffic/visitors';
import { equipmentOf } from './equipment';

test('the collector reads a bot’s equipment as its persona’s, for everything a plan can draw', () => {
  const [visitor] = planVisitors({ seed: 7, count: 1 });
  if (!visitor) throw new Error('nobody is planned');
  const enrich = createEnricher({ trustedProxies: 0 });
  const seen = new Set<string>();
  for (const device of DEVICES.items) {
    for (const browser of device.browsers.items) {
      for (const country of COUNTRIES) {
        const options = equipmentOf({ ...visitor.shopper, device, browser, country });
        const read = enrich(
          { method: 'POST', header: () => undefined, address: null },
          {
            user_agent: options.userAgent ?? '',
            time_zone: options.timezoneId ?? '',
            touch: options.hasTouch ?? false,
            store: 'idb',
          },
        );
        expect(read).toEqual({
          device_type: device.device_type,
          browser,
          location: country.code,
          robot: false,
          failed: false,
        });
        seen.add(`${device.device_type} ${browser} ${country.code}`);
      }
    }
  }
  expect(seen.size).toBe(110);
});

test('the people of a seed are the same whenever they are asked for, and come back', () => {
  const once = planVisitors({ seed: 7, count: 40 });
  expect(planVisitors({ seed: 7, count: 40 })).toEqual(once);
  expect(planVisitors({ seed: 7, count: 10 })).toEqual(once.slice(0, 10));
  expect(once).toHaveLength(40);
  expect(once.some(({ visits }) => visits.length > 1)).toBe(true);
  expect(new Set(once.map(({ shopper }) => shopper.consent))).toEqual(
    new Set(['accept', 'decline', 'block']),
  );
  const hesitators = planVisitors({ seed: 7, count: 5, persona: 'hesitator' });
  expect(hesitators.map(({ visits }) => visits.at(-1)?.persona)).toEqual(
    new Array(5).fill('hesitator'),
  );
});
