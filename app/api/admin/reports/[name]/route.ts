import { authorise } from '@/app/admin/auth';
import { answerReport, reportProblem } from '@/lib/analytics/reports/answer';
import { reportNamed } from '@/lib/analytics/reports/registry';
import { runtime } from '@/lib/config/runtime';
import { readReportQuery, wrongParameters } from '@/lib/dashboards/report-query';

const NO_STORE = { 'cache-control': 'no-store' };

/** A report's rows, for `range=24h` and the like or for explicit parameters. */
export async function GET(
  request: Request,
  context: { params: Promise<{ name: string }> },
): Promise<Response> {
  const who = await authorise(request);
  if (!who.ok) return who.response;
  const { name } = await context.params;
  const report = reportNamed(name);
  if (!report) return problem(404, 'unknown_report', `There is no report ${name}.`);
  const { engine, clock } = runtime();
  const given = readReportQuery(new URL(request.url).searchParams, clock());
  if (!given.ok) return problem(400, 'bad_parameters', given.message, given.fields);
  const read = report.parameters.safeParse(given.parameters);
  if (!read.success) {
    const { fields, message } = wrongParameters(read.error);
    return problem(400, 'bad_parameters', message, fields);
  }
  try {
    const limits = { clock, signal: request.signal };
    const document = await answerReport(engine, report, read.data, limits);
    return Response.json(document, { headers: NO_STORE });
  } catch (error) {
    const known = reportProblem(error);
    if (!known) throw error;
    if (known.status === 500) console.error(error);
    return problem(known.status, known.problem.code, known.problem.message);
  }
}

function problem(status: number, code: string, message: string, fields?: readonly string[]) {
  return Response.json({ code, message, fields }, { status, headers: NO_STORE });
}
