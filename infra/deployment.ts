import { DATABASE } from '@/lib/lake/bucket-layout';

export const STAGES = ['dev', 'prod'] as const;
export type Stage = (typeof STAGES)[number];

/** What tells one deployment from another in the same account, and how it is run. */
export interface Deployment {
  readonly stage: Stage;
  readonly database: string;
  readonly workgroup: string;
  /** Of the statements that keep the tables, so that what they cost is told apart. */
  readonly tablesWorkgroup: string;
  /** State machine that runs them. */
  readonly keeper: string;
  /** Setting FOOTFALL_ALARM_PREFIX of its servers. */
  readonly alarmPrefix: string;
  readonly retentionDays: number;
  /** How often what landed is taken into the tables. */
  readonly mergeMinutes: number;
  /** The most that one query may read. */
  readonly queryBytes: number;
  /** Where alarms are sent to; nobody is told otherwise. */
  readonly alarmEmail: string | null;
  readonly monthlyBudgetUsd: number;
  /** Whether an alarm says that no events come: a shop that nobody visits has none to send. */
  readonly expectsTraffic: boolean;
  /** Whether the shop itself is deployed, or only what it delivers to. */
  readonly hasWeb: boolean;
  readonly quicksight: {
    /** ARN of the user or group of QuickSight that owns what is made. */
    readonly principal: string;
    readonly mode: 'DIRECT_QUERY' | 'SPICE';
  } | null;
  /** Whose GitHub Actions may deploy. */
  readonly github: {
    readonly repository: string;
    readonly ref: string;
    /** An account has one provider of GitHub's tokens: of two stages, one makes it. */
    readonly makesProvider: boolean;
  } | null;
}

const GIB = 1024 ** 3;
const BY_STAGE = {
  dev: {
    database: `${DATABASE}_dev`,
    workgroup: 'footfall-dev',
    tablesWorkgroup: 'footfall-dev-tables',
    keeper: 'footfall-dev-tables',
    alarmPrefix: 'footfall-dev-',
    retentionDays: 30,
    mergeMinutes: 15,
    queryBytes: 2 * GIB,
    monthlyBudgetUsd: 100,
    expectsTraffic: false,
  },
  prod: {
    database: DATABASE,
    workgroup: 'footfall',
    tablesWorkgroup: 'footfall-tables',
    keeper: 'footfall-tables',
    alarmPrefix: 'footfall-',
    // Thirteen months, so that a month can be compared with the same month a year before.
    retentionDays: 400,
    mergeMinutes: 15,
    queryBytes: 50 * GIB,
    monthlyBudgetUsd: 200,
    expectsTraffic: true,
  },
} as const;

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const WHOLE = /^[1-9]\d{0,6}$/;
const PRINCIPAL =
  /^arn:aws[a-z-]*:quicksight:[a-z0-9-]+:\d{12}:(user|group)\/[\w.-]+\/[\w.@+=,/-]+$/;
const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;
/** A branch, a tag or an environment: `*` alone, or `pull_request`, would be anybody's proposal. */
const REF = /^(ref:refs\/(heads|tags)\/[\w.-][\w./*-]*|environment:[\w.-]+)$/;

/**
 * Reads the context, `-c stage=prod -c alarmEmail=…`.
 * @throws {Error} naming the value that is wrong and what it may be.
 */
export function readDeployment(context: (name: string) => unknown): Deployment {
  const text = (name: string, rule: RegExp, what: string): string | null => {
    const value = context(name);
    if (value === undefined || value === '') return null;
    if (rule.test(String(value))) return String(value);
    throw new Error(`-c ${name}=${String(value)}: give ${what}`);
  };
  const stage = (text('stage', /^(dev|prod)$/, 'dev or prod') ?? 'dev') as Stage;
  const usual = BY_STAGE[stage];
  const number = (name: string, least: number, most: number, fallback: number): number => {
    const what = `a whole number from ${least} to ${most}`;
    const value = Number(text(name, WHOLE, what) ?? fallback);
    if (value < least || value > most) throw new Error(`-c ${name}=${value}: give ${what}`);
    return value;
  };
  const principal = text(
    'quicksightPrincipal',
    PRINCIPAL,
    'the ARN of a user or group of QuickSight: it owns the dashboard',
  );
  const mode = text('quicksightMode', /^(direct|spice)$/, 'direct or spice');
  if (mode && !principal) {
    throw new Error('-c quicksightMode: give -c quicksightPrincipal too, the flag of QuickSight');
  }
  const repository = text('githubRepository', REPOSITORY, 'owner/name of a repository');
  const ref = text('githubRef', REF, 'such as ref:refs/heads/main or environment:prod');
  const provider = text('githubProvider', /^(make|exists)$/, 'make or exists');
  for (const [name, value] of Object.entries({ githubRef: ref, githubProvider: provider })) {
    if (value && !repository) throw new Error(`-c ${name}: give -c githubRepository too`);
  }
  return {
    ...usual,
    stage,
    retentionDays: number('retentionDays', 2, 3650, usual.retentionDays),
    mergeMinutes: number('mergeMinutes', 5, 720, usual.mergeMinutes),
    monthlyBudgetUsd: number('monthlyBudget', 1, 1_000_000, usual.monthlyBudgetUsd),
    hasWeb: text('web', /^(on|off)$/, 'on or off') !== 'off',
    alarmEmail: text('alarmEmail', EMAIL, 'an address of e-mail'),
    quicksight: principal ? { principal, mode: mode === 'spice' ? 'SPICE' : 'DIRECT_QUERY' } : null,
    github: repository
      ? {
          repository,
          ref: ref ?? 'ref:refs/heads/main',
          makesProvider: provider !== 'exists',
        }
      : null,
  };
}
