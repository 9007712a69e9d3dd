import type { FailedSender } from '@/lib/collector/failed-event';

/** What is known of the sender, in the words of the contract. */
export function senderWords(sender: FailedSender | null): Readonly<Record<string, string>> | null {
  if (!sender) return null;
  const { enrichment, run, skew, memoryStore } = sender;
  return {
    device_type: enrichment.device_type,
    browser: enrichment.browser,
    location: enrichment.location ?? 'unknown',
    actor: run?.actor ?? (enrichment.robot ? 'bot' : 'human'),
    ...(run && { run_id: run.run_id }),
    clock: skew === 0 ? 'right' : `off by ${Math.round(Math.abs(skew) / 1_000)} s`,
    queue: memoryStore ? 'in memory' : 'in the browser’s database',
  };
}
