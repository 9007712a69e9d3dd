import { type Clock, DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import type { RecentError } from '@/lib/common/recent-errors';
import type { ResourceCheck } from '@/lib/common/resource-check';
import type { HealthAlarm, HealthDocument, HealthMeasure, StandingFault } from './health-document';
import { judge } from './judgement';
import { MEASURE_NAMES, MEASURES, type MeasureName, PARTS } from './measures';
import type { Alarm, MetricStore, Series, Stretch } from './metric-store';
import { verdictOf } from './verdict';

/** The stretches of time that can be looked at, and how finely. */
export const HEALTH_STRETCHES = {
  '1h': { lengthMs: HOUR_MS, stepMs: MINUTE_MS },
  '6h': { lengthMs: 6 * HOUR_MS, stepMs: 5 * MINUTE_MS },
  '24h': { lengthMs: DAY_MS, stepMs: 15 * MINUTE_MS },
  '7d': { lengthMs: 7 * DAY_MS, stepMs: 2 * HOUR_MS },
} as const;

export type HealthStretch = keyof typeof HEALTH_STRETCHES;
export const isHealthStretch = (text: string): text is HealthStretch =>
  Object.hasOwn(HEALTH_STRETCHES, text);

/** Alarms are judged by the last half hour. */
const JUDGED_MS = 30 * MINUTE_MS;

export interface HealthDeskOptions {
  readonly mode: 'local' | 'aws';
  readonly metrics: MetricStore;
  readonly clock: Clock;
  readonly alarmPrefix: string;
  /** How long an answer is given again. CloudWatch bills each question and has something new once a minute. */
  readonly freshMs: number;
  readonly standing: () => readonly StandingFault[];
  readonly errors: () => readonly RecentError[];
  /** Null until they have been looked at, and where there is nothing outside to look at. */
  readonly checks: () => readonly ResourceCheck[] | null;
}

/** Tells how the pipeline is, from one end to the other. */
export interface HealthDesk {
  document(stretch: HealthStretch): Promise<HealthDocument>;
}

interface Measured {
  readonly series: readonly Series[];
  readonly judged: readonly Series[];
  readonly alarms: readonly Alarm[];
  readonly problem: string | null;
  readonly shown: Stretch;
  readonly judgedTo: number;
}

export function createHealthDesk(options: HealthDeskOptions): HealthDesk {
  const { mode, metrics, clock, freshMs, alarmPrefix } = options;
  const answers = new Map<HealthStretch, { readonly atMs: number; measured: Promise<Measured> }>();

  function measured(name: HealthStretch): Promise<Measured> {
    const known = answers.get(name);
    if (known && clock() - known.atMs < freshMs) return known.measured;
    const answer = { atMs: clock(), measured: ask(name) };
    answers.set(name, answer);
    return answer.measured;
  }

  async function ask(name: HealthStretch): Promise<Measured> {
    const { lengthMs, stepMs } = HEALTH_STRETCHES[name];
    const shown = endingNow(lengthMs, stepMs);
    const lately = endingNow(JUDGED_MS, MINUTE_MS);
    try {
      const [series, judged, alarms] = await Promise.all([
        metrics.series(MEASURE_NAMES, shown),
        metrics.series(MEASURE_NAMES, lately),
        metrics.alarms(),
      ]);
      return { series, judged, alarms, problem: null, shown, judgedTo: lately.toMs };
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'metrics_unavailable') throw error;
      const problem = (error as Error).message;
      return { series: [], judged: [], alarms: [], problem, shown, judgedTo: lately.toMs };
    }
  }

  function endingNow(lengthMs: number, stepMs: number): Stretch {
    const toMs = (Math.floor(clock() / stepMs) + 1) * stepMs;
    return { fromMs: toMs - lengthMs, toMs, stepMs };
  }

  return {
    async document(stretch) {
      const { series, judged, alarms: watched, problem, shown, judgedTo } = await measured(stretch);
      const alarms = alarmsOf(mode, alarmPrefix, judged, watched, judgedTo);
      const standing = options.standing();
      const checks = options.checks();
      const lately = judged.find(({ measure }) => measure === 'EventsAccepted')?.values ?? [];
      const known = lately.filter((value) => value !== null);
      const accepted = known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
      return {
        askedAtMs: clock(),
        mode,
        stretch,
        ...shown,
        refreshMs: Math.max(freshMs, 5_000),
        verdict: verdictOf({ mode, alarms, standing, checks, problem, accepted }),
        measures: series.map((one) => described(one, mode)),
        alarms,
        standing,
        errors: options.errors(),
        checks,
        problem,
      };
    },
  };
}

function described({ measure: name, values }: Series, mode: 'local' | 'aws'): HealthMeasure {
  const { label, doc, unit, statistic, aws, awsOnly, threshold } = MEASURES[name];
  const known = values.filter((value) => value !== null);
  const sum = known.reduce((a, b) => a + b, 0);
  const whole = { Sum: sum, Maximum: Math.max(...known), Average: sum / known.length };
  const nothing =
    mode === 'local' && awsOnly ? awsOnly : 'Nothing of it was measured in this stretch.';
  return {
    name,
    label,
    part: PARTS.find(({ measures }) => measures.includes(name))?.title ?? '',
    doc,
    unit,
    statistic,
    source: mode === 'aws' && aws ? aws.namespace : 'Footfall',
    values,
    total: known.length === 0 ? null : whole[statistic],
    limit: threshold
      ? {
          is: threshold.is,
          limit: threshold.limit,
          periodMs: threshold.periodMs,
          periods: threshold.periods,
        }
      : null,
    missing: known.length === 0 ? nothing : null,
  };
}

/** One for each threshold: CloudWatch's own where it is there, judged here otherwise; then what else it has. */
function alarmsOf(
  mode: 'local' | 'aws',
  prefix: string,
  judged: readonly Series[],
  watched: readonly Alarm[],
  toMs: number,
): HealthAlarm[] {
  const ours: HealthAlarm[] = [];
  const seen = new Set<string>();
  for (const measure of MEASURE_NAMES) {
    const { label, threshold, awsOnly } = MEASURES[measure];
    if (!threshold || (mode === 'local' && awsOnly)) continue;
    const name = `${prefix}${threshold.alarm}`;
    const theirs = watched.find((alarm) => alarm.name === name);
    seen.add(name);
    const { severity } = threshold;
    const means = sentence(threshold.means);
    ours.push(
      theirs
        ? { ...theirs, measure, label, severity, means, by: 'cloudwatch' }
        : { name, measure, label, severity, means, by: 'server', ...here(measure, judged, toMs) },
    );
  }
  const others = watched
    .filter(({ name }) => !seen.has(name))
    .map((alarm): HealthAlarm => {
      const { name: label } = alarm;
      return { ...alarm, measure: null, label, severity: 'attention', means: '', by: 'cloudwatch' };
    });
  return [...ours, ...others];
}

function here(measure: MeasureName, judged: readonly Series[], toMs: number) {
  const { threshold, statistic } = MEASURES[measure];
  const values = judged.find((one) => one.measure === measure)?.values ?? [];
  if (!threshold) throw new RangeError(`${measure} has no threshold`);
  const { state, sinceMs } = judge({ statistic }, threshold, values, toMs);
  const reason = state === 'ALARM' ? sentence(threshold.means) : '';
  return { state, sinceMs, reason };
}

const sentence = (words: string): string => `${words[0]?.toUpperCase()}${words.slice(1)}.`;
