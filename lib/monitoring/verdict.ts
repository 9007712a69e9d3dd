import type { ResourceCheck } from '@/lib/common/resource-check';
import type { HealthAlarm, StandingFault, Verdict } from './health-document';
import { MEASURES } from './measures';

export interface Evidence {
  readonly mode: 'local' | 'aws';
  readonly alarms: readonly HealthAlarm[];
  readonly standing: readonly StandingFault[];
  readonly checks: readonly ResourceCheck[] | null;
  /** Why CloudWatch gave nothing. */
  readonly problem: string | null;
  /** Events made durable in the last half hour; null where nobody knows. */
  readonly accepted: number | null;
}

interface Matter {
  readonly words: string;
  readonly next: string | null;
}

/** The worst there is, in one sentence, and what to do about it. */
export function verdictOf(evidence: Evidence): Verdict {
  const trouble = matters(evidence, 'trouble');
  const attention = matters(evidence, 'attention');
  const [worst] = trouble;
  if (worst) {
    const rest = trouble.length + attention.length - 1;
    return said('trouble', `Not well: ${worst.words}${more(rest)}.`, worst.next);
  }
  const [least] = attention;
  if (least) {
    const rest = attention.length - 1;
    return said(
      'attention',
      `Events are taken in and kept, but ${least.words}${more(rest)}.`,
      least.next,
    );
  }
  const { problem, accepted } = evidence;
  if (problem)
    return said(
      'unsure',
      `Nothing is known to be wrong, but not much is known: ${bare(problem)}.`,
      null,
    );
  if (accepted === null) {
    return said(
      'unsure',
      'Nothing is known to be wrong, but CloudWatch holds no metrics of this server.',
      'They come a few minutes after it has started, where its output reaches CloudWatch Logs.',
    );
  }
  const count = new Intl.NumberFormat('en-IE').format(accepted);
  const came = accepted === 1 ? '1 event came' : `${count} events came`;
  return said(
    'well',
    accepted === 0
      ? 'All is well; no events came in the last half hour.'
      : `All is well: ${came} in the last half hour, and all of them were made durable.`,
    null,
  );
}

function matters(evidence: Evidence, severity: 'trouble' | 'attention'): Matter[] {
  const { alarms, standing, checks, mode } = evidence;
  const needed = severity === 'trouble' ? 'delivery' : 'dashboards';
  return [
    ...(severity === 'trouble' ? standing : []).map(({ where, message }) => ({
      words: `${where}: ${bare(message)}`,
      next: null,
    })),
    ...(checks ?? [])
      .filter(({ state, neededFor }) => state === 'missing' && neededFor === needed)
      .map(({ resource, message }) => ({
        words: `${resource} is not as it should be`,
        next: message,
      })),
    ...alarms
      .filter(({ state, severity: own }) => state === 'ALARM' && own === severity)
      .map(({ name, measure, reason }) => {
        const threshold = measure && MEASURES[measure].threshold;
        return threshold
          ? { words: threshold.means, next: threshold.todo[mode] }
          : { words: `the alarm ${name} is raised`, next: reason };
      }),
  ];
}

const said = (state: Verdict['state'], sentence: string, next: string | null): Verdict => ({
  state,
  sentence,
  next,
});
const bare = (words: string): string => words.replace(/\.\s*$/, '');
const more = (count: number): string =>
  count > 0 ? ` (and ${count} more ${count === 1 ? 'matter' : 'matters'} below)` : '';
