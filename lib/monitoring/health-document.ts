import type { RecentError } from '@/lib/common/recent-errors';
import type { ResourceCheck } from '@/lib/common/resource-check';
import type { Measure, MeasureName, Threshold } from './measures';
import type { AlarmState } from './metric-store';

export interface Verdict {
  /** `unsure`: nothing is known to be wrong, and not enough is known. */
  readonly state: 'well' | 'attention' | 'trouble' | 'unsure';
  /** The one plain sentence. */
  readonly sentence: string;
  /** What to do; null where there is nothing to. */
  readonly next: string | null;
}

/** A measure over the chosen stretch, with what is needed to draw and to read it. */
export interface HealthMeasure {
  readonly name: MeasureName;
  readonly label: string;
  /** The part of the pipeline that it tells of. */
  readonly part: string;
  readonly doc: string;
  readonly unit: Measure['unit'];
  readonly statistic: Measure['statistic'];
  /** Whose number it is. */
  readonly source: 'Footfall' | 'AWS/Firehose' | 'AWS/Athena';
  /** One a step; none at all where this mode does not measure it. */
  readonly values: readonly (number | null)[];
  /** The whole stretch in one number. */
  readonly total: number | null;
  readonly limit: Pick<Threshold, 'is' | 'limit' | 'periodMs' | 'periods'> | null;
  /** Why there is nothing to draw. */
  readonly missing: string | null;
}

export interface HealthAlarm {
  readonly name: string;
  /** What it watches; null where it is nobody’s of ours. */
  readonly measure: MeasureName | null;
  readonly label: string;
  readonly state: AlarmState;
  readonly severity: Threshold['severity'];
  /** What would be the matter. */
  readonly means: string;
  readonly reason: string;
  readonly sinceMs: number | null;
  /** Who watches: CloudWatch, or this server while somebody looks. */
  readonly by: 'cloudwatch' | 'server';
}

/** A fault that stands at this very moment. */
export interface StandingFault {
  readonly where: string;
  readonly message: string;
}

export interface HealthDocument {
  readonly askedAtMs: number;
  readonly mode: 'local' | 'aws';
  readonly stretch: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
  /** How soon there may be something new. */
  readonly refreshMs: number;
  readonly verdict: Verdict;
  readonly measures: readonly HealthMeasure[];
  readonly alarms: readonly HealthAlarm[];
  readonly standing: readonly StandingFault[];
  readonly errors: readonly RecentError[];
  /** Null until they have been looked at, and where there is nothing outside to look at. */
  readonly checks: readonly ResourceCheck[] | null;
  /** Why the measures are not there. */
  readonly problem: string | null;
}
