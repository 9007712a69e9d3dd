import type { Route } from 'next';

export function productPath(id: string): Route {
  return `/product/${id}` as Route;
}

export function categoryPath(id: string): Route {
  return `/category/${id}` as Route;
}

export function confirmationPath(token: string): Route {
  return `/confirmation?order=${encodeURIComponent(token)}` as Route;
}
