import { failedLine } from '@/lib/collector/failed-event';

/** What a release without a product kept of events that name it: today's rules take them. */
export function keptByOlderRelease(
  events: readonly { readonly event_id: string }[],
  receivedMs: number,
): readonly string[] {
  return events.map((one, index) =>
    failedLine(
      {
        ...{ reason: 'unknown_product', field: 'product_id', batch_id: 'older-release', index },
        event_id: one.event_id,
        text: JSON.stringify(one),
        sender: {
          ...{ run: null, skew: 0, memoryStore: false },
          enrichment: {
            ...{ device_type: 'tablet', browser: 'Firefox', location: 'IE' },
            ...{ robot: false, failed: false },
          },
        },
      },
      receivedMs,
    ),
  );
}
