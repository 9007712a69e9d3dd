import { readShelfQuery, type ShelfQuery, writeShelfQuery } from './shelf-query';

const PAGE_OF = /\/page\/(\d+)$/;

/** Where a page of a whole shelf stands: a path, so that it is a page for whoever only reads. */
export function shelfPagePath(path: string, page: number): string {
  return page > 1 ? `${path}/page/${page}` : path;
}

/** Where a shelf lives: its page's path as long as nothing narrows or sorts it, else a query. */
export function shelfAddress(path: string, query: ShelfQuery): string {
  const narrowed = writeShelfQuery({ ...query, page: 1 });
  return narrowed ? `${path}?${writeShelfQuery(query)}` : shelfPagePath(path, query.page);
}

/** Reads what shelfAddress wrote, and the `?page=` that links of old may have. */
export function readShelfAddress(pathname: string, search: string): ShelfQuery {
  const params = new URLSearchParams(search);
  const query = readShelfQuery(params);
  const page = PAGE_OF.exec(pathname)?.[1];
  return page && !params.has('page') ? { ...query, page: Math.max(1, Number(page)) } : query;
}
