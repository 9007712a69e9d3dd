import { authorise } from '@/app/admin/auth';
import { pulled } from '@/app/api/admin/console/pulled';
import { problem } from '@/app/api/admin/read-json';
import { runtime } from '@/lib/config/runtime';
import type { ConsoleProblemCode } from '@/lib/console/console-document';
import type { FilePart } from '@/lib/console/console-file';
import { csvRows, toCsv } from '@/lib/dashboards/csv';

export const dynamic = 'force-dynamic';

const STATUS: Partial<Record<ConsoleProblemCode, number>> = {
  busy: 503,
  unavailable: 503,
  timeout: 504,
  failed: 500,
};
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

/** Answers a past query of whoever asks again, as a file: `format=csv` or `format=parquet`. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const who = await authorise(request, 'viewer');
  if (!who.ok) return who.response;
  const { id } = await params;
  const format = new URL(request.url).searchParams.get('format') ?? '';
  const left = new AbortController();
  const signal = AbortSignal.any([request.signal, left.signal]);
  const file = await runtime().console.file(who.session, id, format, signal);
  if (!file.ok) {
    if (file.code === 'bad_format') return problem(400, file.code, file.message, ['format']);
    if (file.code === 'unknown_query') return problem(404, file.code, file.message);
    const { code, message } = file.problem;
    return problem(STATUS[code] ?? 422, code, message);
  }
  const leave = () => left.abort();
  const body =
    file.format === 'csv'
      ? pulled(file.parts, csvPart(), leave)
      : pulled(file.bytes, (bytes) => bytes, leave);
  const name = file.truncated ? `query-${id}-first-rows` : `query-${id}`;
  return new Response(body, {
    headers: {
      'cache-control': 'no-store, no-transform',
      'content-type': TYPES[file.format],
      'content-disposition': `attachment; filename="${name}.${file.format}"`,
    },
  });
}

function csvPart(): (part: FilePart) => Uint8Array {
  const encoder = new TextEncoder();
  return (part) => {
    switch (part.kind) {
      case 'columns':
        return encoder.encode(
          toCsv(
            part.columns.map(({ name }) => name),
            [],
          ),
        );
      case 'rows':
        return encoder.encode(csvRows(part.rows));
      case 'end':
        return new Uint8Array();
    }
  };
}
