import type { MetricStore } from '@/lib/monitoring/metric-store';
import type { Answer } from './answer';

/** Counts an answer that turns a whole request away, and hands it on. */
export function meterRefusal(metrics: MetricStore, answer: Answer): Answer {
  const { status } = answer;
  if (status === 429) metrics.count('RequestsLimited');
  else if (status >= 500) metrics.count('RequestsShed');
  else if (status >= 400) metrics.count('RequestsRefused');
  return answer;
}
