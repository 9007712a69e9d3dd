import { problem } from '@/app/api/admin/read-json';
import type { SavingOutcome } from '@/lib/console/saved-queries';

/** A statement of 100,000 characters, however they are escaped, and its name. */
export const MOST_SAVED_BYTES = 2 * 1024 * 1024;

export function savedAnswer(outcome: SavingOutcome, status: 200 | 201): Response {
  if (outcome.ok) {
    return Response.json(outcome.query, { status, headers: { 'cache-control': 'no-store' } });
  }
  switch (outcome.code) {
    case 'bad_query':
      return problem(400, outcome.code, outcome.message, outcome.fields);
    case 'too_many_queries':
      return problem(409, outcome.code, outcome.message);
    case 'unknown_query':
      return problem(404, outcome.code, outcome.message);
  }
}
