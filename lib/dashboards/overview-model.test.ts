import { expect, test } from 'vitest';
import type { OverviewRow } from '@/lib/analytics/reports/overview';
import { changeBetween, formatFigure } from './figure';
import { overviewModel } from './overview-model';

const row = (fields: Partial<OverviewRow>): OverviewRow => ({
  period: 'current',
  actor: 'all',
  events: 0,
  views: 0,
  clicks: 0,
  add_to_carts: 0,
  purchase_lines: 0,
  orders: 0,
  units: 0,
  revenue: 0,
  sessions: 0,
  visitors: 0,
  converting_sessions: 0,
  conversion: null,
  average_order_value: null,
  ...fields,
});

test('figures are written for reading', () => {
  expect(formatFigure(1_234_567, 'count')).toBe('1,234,567');
  expect(formatFigure(1234.5, 'money')).toBe('€1,234.50');
  expect(formatFigure(0.02345, 'share')).toBe('2.35%');
  expect(formatFigure(null, 'share')).toBe('–');
});

test('changes are relative for amounts, points for shares, and absent without a base', () => {
  expect(changeBetween(150, 100, 'count')).toEqual({ direction: 'up', text: '+50%' });
  expect(changeBetween(1, 3, 'money')).toEqual({ direction: 'down', text: '-66.7%' });
  expect(changeBetween(0.025, 0.02, 'share')).toEqual({ direction: 'up', text: '+0.5 pp' });
  expect(changeBetween(3, 3, 'count')).toEqual({ direction: 'same', text: '0%' });
  expect(changeBetween(5, 0, 'count')).toBeNull();
  expect(changeBetween(0.5, null, 'share')).toBeNull();
  expect(changeBetween(null, 0.5, 'share')).toBeNull();
});

test('the model splits by actor and keeps raw values beside their text', () => {
  const model = overviewModel([
    row({ events: 40, orders: 3, revenue: 50.01, conversion: 0.5 }),
    row({ actor: 'human', events: 30, revenue: 40 }),
    row({ actor: 'bot', events: 10 }),
    row({ actor: 'producer' }),
    row({ period: 'before', events: 20, orders: 3, conversion: 0.25 }),
  ]);
  expect(model.empty).toBe(false);
  expect(model.kpis.find(({ figure }) => figure === 'revenue')).toEqual({
    figure: 'revenue',
    label: 'Revenue',
    value: 50.01,
    text: '€50.01',
    beforeText: '€0.00',
    change: null,
  });
  expect(model.kpis.find(({ figure }) => figure === 'conversion')?.change?.text).toBe('+25 pp');
  expect(model.actors.map(({ actor, share }) => [actor, share])).toEqual([
    ['human', 0.75],
    ['bot', 0.25],
    ['producer', 0],
  ]);
  const human = model.actors[0]?.cells.find(({ figure }) => figure === 'revenue');
  expect(human?.text).toBe('€40.00');
});

test('no events is empty, whatever came before', () => {
  expect(overviewModel([row({}), row({ period: 'before', events: 9 })]).empty).toBe(true);
  expect(overviewModel([]).empty).toBe(true);
});
