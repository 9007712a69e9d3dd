import { type Clock, toIso } from '@/lib/common/clock';
import type { QueryEngine, QueryErrorCode } from '../query-engine';
import { type Report, runReport } from './report';

/** A report's answer as it goes over HTTP. */
export interface ReportDocument<P, R> {
  readonly report: string;
  readonly parameters: P;
  /** When it was asked, ISO 8601 UTC: everything durable by then is in it. */
  readonly asked_at: string;
  readonly elapsed_ms: number;
  readonly rows: readonly R[];
}

/** Why there is no answer, in words. */
export interface ReportProblem {
  readonly code: string;
  readonly message: string;
}

export async function answerReport<P, R>(
  engine: QueryEngine,
  report: Report<P, R>,
  parameters: P,
  options: { readonly clock: Clock; readonly signal?: AbortSignal; readonly deadlineMs?: number },
): Promise<ReportDocument<P, R>> {
  const { clock, ...limits } = options;
  const asked_at = toIso(clock());
  const { rows, elapsedMs } = await runReport(engine, report, parameters, limits);
  return { report: report.name, parameters, asked_at, elapsed_ms: elapsedMs, rows };
}

/** A report's SQL is ours: when it is `invalid` that is no fault of the one who asked. */
const STATUS: Readonly<Record<QueryErrorCode, number>> = {
  invalid: 500,
  failed: 500,
  timeout: 504,
  cancelled: 503,
  unavailable: 503,
};

/** The HTTP status and words for what a report threw; null where it is no query's error. */
export function reportProblem(
  error: unknown,
): { readonly status: number; readonly problem: ReportProblem } | null {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code !== 'string' || !Object.hasOwn(STATUS, code)) return null;
  const status = STATUS[code as QueryErrorCode];
  return { status, problem: { code, message: String(message) } };
}
