import type { CatalogDocument, CatalogSample } from '@/lib/console/catalog-document';
import type {
  ConsoleLimits,
  ConsoleQuestion,
  PastQuery,
  SavedQuery,
} from '@/lib/console/console-document';
import { signInAgain } from '../sign-in-again';

const CONSOLE = '/api/admin/console';
const CATALOG = '/api/admin/catalog';
const JSON_BODY = { 'content-type': 'application/json' };

export type SavedContent = Pick<SavedQuery, 'name' | 'sql' | 'parameters' | 'shared'>;

export function postQuery(question: ConsoleQuestion, signal: AbortSignal): Promise<Response> {
  const body = JSON.stringify(question);
  return fetch(`${CONSOLE}/queries`, { method: 'POST', headers: JSON_BODY, body, signal });
}

/** The page may be on its way out. Never rejects: leaving the request ends the query as well. */
export function cancelQuery(queryId: string): Promise<unknown> {
  const path = `${CONSOLE}/queries/${encodeURIComponent(queryId)}`;
  return fetch(path, { method: 'DELETE', keepalive: true }).catch(() => null);
}

export const getCatalog = (): Promise<CatalogDocument> => ask(CATALOG);
export const getSample = (relation: string): Promise<CatalogSample> =>
  ask(`${CATALOG}/${encodeURIComponent(relation)}/sample`);
export const getLimits = (): Promise<ConsoleLimits> => ask(`${CONSOLE}/limits`);

export async function getHistory(): Promise<readonly PastQuery[]> {
  return (await ask<{ queries: readonly PastQuery[] }>(`${CONSOLE}/history`)).queries;
}

export async function getSaved(): Promise<readonly SavedQuery[]> {
  return (await ask<{ queries: readonly SavedQuery[] }>(`${CONSOLE}/saved`)).queries;
}

export function saveQuery(content: SavedContent): Promise<SavedQuery> {
  return ask(`${CONSOLE}/saved`, 'POST', content);
}

export function updateQuery(id: string, content: SavedContent): Promise<SavedQuery> {
  return ask(`${CONSOLE}/saved/${encodeURIComponent(id)}`, 'PUT', content);
}

export function deleteQuery(id: string): Promise<null> {
  return ask(`${CONSOLE}/saved/${encodeURIComponent(id)}`, 'DELETE');
}

export type FileFormat = 'csv' | 'parquet';

/** All rows of a query that was asked, as a file. */
export async function queryFile(queryId: string, format: FileFormat): Promise<Blob> {
  const path = `${CONSOLE}/queries/${encodeURIComponent(queryId)}/file?format=${format}`;
  return (await answered(path)).blob();
}

async function ask<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
  const sent = body === undefined ? {} : { headers: JSON_BODY, body: JSON.stringify(body) };
  const response = await answered(path, { method, cache: 'no-store', ...sent });
  return response.status === 204 ? (null as T) : response.json();
}

/** @throws {Error} that says in words why there is no answer. */
async function answered(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, init).catch((cause) => {
    throw new Error('The server did not answer. Is it still running?', { cause });
  });
  if (response.ok) return response;
  if (response.status === 401) signInAgain();
  const { message }: { message?: string } = await response.json().catch(() => ({}));
  throw new Error(message ?? `The server answered ${response.status}.`);
}
