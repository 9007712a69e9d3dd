import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { type OverviewRow, overviewReport } from '@/lib/analytics/reports/overview';
import { OverviewPanel } from './overview-panel';

const row = (actor: OverviewRow['actor'], events: number): OverviewRow => ({
  period: 'current',
  actor,
  events,
  views: events,
  clicks: 0,
  add_to_carts: 0,
  purchase_lines: 0,
  orders: 0,
  units: 0,
  revenue: 0,
  sessions: 1234,
  visitors: 1,
  converting_sessions: 0,
  conversion: 0,
  average_order_value: null,
});

function panel(rows: readonly OverviewRow[] | null, problem?: { code: string; message: string }) {
  const document = rows && {
    report: 'overview',
    parameters: overviewReport.parameters.parse({ from_ms: 0, to_ms: 1 }),
    asked_at: '2026-11-22T09:30:15.123Z',
    elapsed_ms: 1,
    rows,
  };
  return renderToStaticMarkup(
    createElement(OverviewPanel, {
      range: '24h',
      initial: { ...(document && { document }), ...(problem && { problem }) },
      definitions: { sessions: 'Distinct session_id.' },
    }),
  );
}

test('shows figures for eyes and machines, with definitions and the time', () => {
  const html = panel([row('all', 30), row('human', 20), row('bot', 10)]);
  expect(html).toMatch(/data-kpi="sessions" data-value="1234"[^>]*>1,234</);
  expect(html).toMatch(/data-kpi="average_order_value" data-value=""[^>]*>–</);
  expect(html).toContain('Distinct session_id.');
  expect(html).toContain('Updated 09:30:15 UTC');
  expect(html).toContain('aria-label="Share of events: human 66.67%, bot 33.33%, producer 0%"');
  expect(html).not.toContain('No events in this range');
});

test('writes no inline style, which the policy forbids', () => {
  expect(panel([row('all', 3)])).not.toMatch(/\sstyle=|<style/);
});

test('an empty range says what to do', () => {
  const html = panel([row('all', 0)]);
  expect(html).toContain('No events in this range yet. Open the shop and click something, or run');
});

test('a failure is said in words, and keeps the numbers that were there', () => {
  const problem = { code: 'unavailable', message: 'The lake could not be read.' };
  expect(panel(null, problem)).toContain('The lake could not be read.');
  const kept = panel([row('all', 30)], problem);
  expect(kept).toContain('Not refreshed since 09:30:15 UTC.');
  expect(kept).toContain('data-kpi="events" data-value="30"');
});
