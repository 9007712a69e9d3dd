import { DAY_MS, toIso } from '@/lib/common/clock';
import { athenaLiteral } from './athena-statement';
import { REPORTS, type ReportName, reportNamed } from './reports/registry';

/** A report as a query that somebody opens in Athena's console and runs as it is. */
export interface NamedQuery {
  readonly name: ReportName;
  readonly question: string;
  readonly sql: string;
}

/** The range: so many whole UTC days, the last of them yesterday. */
const DAYS = 7;
/** Stands for today while the statement is made: no event is of that time. */
const TODAY_MS = Date.UTC(2001, 0, 8);
/** How far from today the dates of a statement may lie. */
const FAR_DAYS = 400;

/** Every report that needs no more than a range of time. */
export function namedQueries(): NamedQuery[] {
  return (Object.keys(REPORTS) as ReportName[]).flatMap((name) => {
    const report = reportNamed(name);
    const scope = { from_ms: TODAY_MS - DAYS * DAY_MS, to_ms: TODAY_MS };
    const asked = report?.parameters.safeParse(scope);
    if (!report || !asked?.success) return [];
    const { sql, values } = report.build(asked.data);
    let place = 0;
    const text = sql.replaceAll('?', () => athenaLiteral(values[place++] ?? null));
    // Without a question mark, which consoles take for the place of a value.
    const title = report.question.replaceAll('?', '');
    const note = `-- ${title}: the last ${DAYS} whole days, UTC.\n`;
    return [{ name, question: report.question, sql: note + ofToday(text) }];
  });
}

/** Times that were made of the stand-in for today, as expressions of the day the query is run on. */
function ofToday(sql: string): string {
  return sql
    .replace(/'(\d{4}-\d\d-\d\d)'/g, (text, date: string) => {
      const days = daysFromToday(Date.parse(date));
      return days === null
        ? text
        : `CAST(CAST(date_add('day', ${days}, current_date) AS date) AS varchar)`;
    })
    .replace(/(?<![\w.])\d{11,13}(?![\w.])/g, (text) => {
      const days = daysFromToday(Number(text));
      const midnight = `date_add('day', ${days}, CAST(current_date AS timestamp))`;
      return days === null ? text : `CAST(to_unixtime(${midnight}) * 1000 AS bigint)`;
    });
}

function daysFromToday(ms: number): number | null {
  const days = (ms - TODAY_MS) / DAY_MS;
  return Number.isInteger(days) && Math.abs(days) <= FAR_DAYS ? days : null;
}

/** What would be left of the stand-in in a statement that was not made of whole days. */
export const STAND_IN_DATE = toIso(TODAY_MS).slice(0, 4);
