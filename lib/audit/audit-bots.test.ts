import { describe, expect, test } from 'vitest';
import type { ClickstreamEvent, WireEvent } from '@/lib/events/event';
import { audited, FROM, finding, header, kinds, PLANNED, stored } from '@/lib/testing/audit-world';
import type { LedgerEntry } from '@/lib/traffic/ledger';

describe('an audit of bots', () => {
  const act = (n: number, more: object = {}): LedgerEntry => ({
    t: 'act',
    at: FROM + n,
    shopper: 0,
    n,
    event_type: 'view',
    path: `/category/${n}`,
    element: null,
    position: null,
    product_id: null,
    ...more,
  });
  const sent = (n: number): WireEvent => ({
    ...(PLANNED[n] as WireEvent),
    event_type: 'view',
    page: 'category',
    page_url: `/category/${n}`,
    product_id: null,
    element: undefined,
    position: undefined,
    search_term: undefined,
    order_id: undefined,
    quantity: undefined,
    device_type: undefined,
    browser: undefined,
    location: undefined,
  });
  const shopper = (consent: 'accept' | 'decline'): LedgerEntry => ({
    t: 'shopper',
    at: FROM,
    shopper: 0,
    persona: 'browser',
    consent,
    device_type: 'mobile',
    browser: 'Safari',
    location: 'IE',
  });
  const heard = (n: number): LedgerEntry[] => [
    { t: 'captured', at: FROM + n, shopper: 0, events: [sent(n)] },
    { t: 'acked', at: FROM + n, ids: [sent(n).event_id] },
  ];
  const landed = (n: number): ClickstreamEvent => ({
    ...stored(sent(n)),
    device_type: 'mobile',
    browser: 'Safari',
    location: 'IE',
    actor: 'bot',
  });
  const bots = header({ actor: 'bot', channel: 'bots' });
  const end: LedgerEntry = { t: 'end', at: FROM + 99, why: 'done' };

  test('pairs acts with what was captured: one that was not, and one that was not done', async () => {
    const ledger = [bots, shopper('accept'), ...[1, 2, 3, 4].map((n) => act(n)), end];
    const all = [1, 3, 4, 9];
    const audit = await audited({
      ledger: [...ledger, ...all.flatMap(heard), end],
      rows: all.map(landed),
    });
    expect(kinds(audit)).toEqual([
      ['never_captured', 1],
      ['phantom', 1],
    ]);
    expect(finding(audit, 'never_captured')?.examples).toMatchObject([{ shopper: 0, n: 2 }]);
    expect(finding(audit, 'phantom')?.examples).toMatchObject([{ page_url: '/category/9' }]);
    expect(audit.counts).toMatchObject({ acts: 4, captured: 4, landed: 4, withheld: 0 });
  });

  test('counts what was withheld, and names what was captured in spite of it', async () => {
    const ledger = [bots, shopper('decline'), act(1), act(2)];
    const kept = await audited({ ledger: [...ledger, end], rows: [] });
    expect(kept).toMatchObject({ agrees: true, findings: [], counts: { acts: 2, withheld: 2 } });
    const broken = await audited({ ledger: [...ledger, ...heard(1), end], rows: [landed(1)] });
    expect(kinds(broken)).toEqual([['without_consent', 1]]);
    expect(broken.agrees).toBe(false);
  });

  test('holds device, browser and place to the shopper’s own', async () => {
    const ledger = [bots, shopper('accept'), act(1), ...heard(1), end];
    const audit = await audited({ ledger, rows: [{ ...landed(1), browser: 'Chrome' }] });
    expect(finding(audit, 'altered')?.examples).toEqual([
      { event_id: sent(1).event_id, field: 'browser', expected: 'Safari', found: 'Chrome' },
    ]);
  });

  test('what a page that died cut off is told apart from what was never captured', async () => {
    const [view, click, later] = PLANNED as [WireEvent, WireEvent, WireEvent];
    const act = (n: number, { event_type, page_url, ...event }: WireEvent): LedgerEntry => ({
      ...{ t: 'act', at: FROM, shopper: 0, n, event_type, path: page_url?.split('?')[0] ?? '' },
      ...{ element: event.element ?? null, position: event.position ?? null },
      product_id: event.product_id,
    });
    const shopper: LedgerEntry = {
      ...{ t: 'shopper', at: FROM, shopper: 0, persona: 'buyer', consent: 'accept' },
      ...{ device_type: 'desktop', browser: 'Chrome', location: 'IE' },
    };
    const heard = (event: WireEvent): LedgerEntry[] => [
      { t: 'captured', at: FROM, shopper: 0, events: [event] },
      { t: 'acked', at: FROM, ids: [event.event_id] },
    ];
    const crash: LedgerEntry = { t: 'crash', at: FROM, shopper: 0, what: 'a page crashed' };
    const end: LedgerEntry = { t: 'end', at: FROM, why: 'done' };
    const start = [header(), shopper, act(1, view), ...heard(view), act(2, click)];
    const rows = [stored(view), stored(later)];

    const cut = [...start, crash, act(3, later), ...heard(later), end];
    expect(kinds(await audited({ ledger: cut, rows }))).toEqual([
      ['cut_off', 1],
      ['trouble', 1],
    ]);
    const missed = [...start, act(3, later), ...heard(later), crash, end];
    expect(kinds(await audited({ ledger: missed, rows }))).toEqual([
      ['never_captured', 1],
      ['trouble', 1],
    ]);
  });
});
