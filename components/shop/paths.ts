import type { Route } from 'next';

export function productPath(id: string): Route {
  return `/product/${id}` as Route;
}

/** Of a category or a department: both are shelves, and their ids never meet. */
export function categoryPath(id: string): Route {
  return `/category/${id}` as Route;
}

export function searchPath(term: string): Route {
  return `/search?q=${encodeURIComponent(term)}` as Route;
}

export function confirmationPath(token: string): Route {
  return `/confirmation?order=${encodeURIComponent(token)}` as Route;
}
