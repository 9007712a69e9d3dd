import { overviewReport } from './overview';
import type { Report } from './report';

const REPORTS: Readonly<Record<string, Report<unknown, unknown>>> = {
  overview: overviewReport,
};

/** The report of that name, or null. */
export function reportNamed(name: string): Report<unknown, unknown> | null {
  return Object.hasOwn(REPORTS, name) ? (REPORTS[name] ?? null) : null;
}
