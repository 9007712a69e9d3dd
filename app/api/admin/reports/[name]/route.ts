import { authorise } from '@/app/admin/auth';
import { answerReport, reportProblem } from '@/lib/analytics/reports/answer';
import { reportNamed } from '@/lib/analytics/reports/registry';
import type { Report } from '@/lib/analytics/reports/report';
import { runtime } from '@/lib/config/runtime';
import { type CsvValue, toCsv } from '@/lib/dashboards/csv';
import { readReportQuery, wrongParameters } from '@/lib/dashboards/report-query';

const NO_STORE = { 'cache-control': 'no-store' };

/**
 * A report's rows, for `range=24h` and the like or for explicit parameters; as a file to keep with
 * `format=csv`.
 */
export async function GET(
  request: Request,
  context: { params: Promise<{ name: string }> },
): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const { name } = await context.params;
  const report = reportNamed(name);
  if (!report) return problem(404, 'unknown_report', `There is no report ${name}.`);
  const { engine, clock, trail } = runtime();
  const query = new URL(request.url).searchParams;
  const format = query.get('format') ?? 'json';
  query.delete('format');
  if (format !== 'json' && format !== 'csv') {
    return problem(400, 'bad_parameters', 'format: must be json or csv', ['format']);
  }
  const given = readReportQuery(query, clock());
  if (!given.ok) return problem(400, 'bad_parameters', given.message, given.fields);
  const read = report.parameters.safeParse(given.parameters);
  if (!read.success) {
    const { fields, message } = wrongParameters(read.error);
    return problem(400, 'bad_parameters', message, fields);
  }
  try {
    const limits = { clock, signal: request.signal };
    const document = await answerReport(engine, report, read.data, limits);
    if (format === 'json') return Response.json(document, { headers: NO_STORE });
    const detail = { format, rows: document.rows.length, query: query.toString() };
    trail.note({ who: who.session.user, act: 'exported', subject: name, detail });
    return csvFile(report, document.rows);
  } catch (error) {
    const known = reportProblem(error);
    if (!known) throw error;
    if (known.status === 500) console.error(error);
    return problem(known.status, known.problem.code, known.problem.message);
  }
}

/** Columns in the order of the rows; of no rows at all, those that the report defines. */
function csvFile(
  { name, definitions }: Pick<Report<unknown, unknown>, 'name' | 'definitions'>,
  rows: readonly unknown[],
): Response {
  const records = rows as readonly Readonly<Record<string, CsvValue>>[];
  const columns = Object.keys(records[0] ?? definitions);
  const cells = records.map((record) => columns.map((column) => record[column] ?? null));
  return new Response(toCsv(columns, cells), {
    headers: {
      ...NO_STORE,
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
    },
  });
}

function problem(status: number, code: string, message: string, fields?: readonly string[]) {
  return Response.json({ code, message, fields }, { status, headers: NO_STORE });
}
