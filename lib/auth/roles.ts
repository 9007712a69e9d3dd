/** From least to most: each may do all that the ones before it may. */
export const ROLES = ['viewer', 'admin'] as const;

/** `viewer` reads, and keeps views of their own; `admin` changes things too. */
export type Role = (typeof ROLES)[number];

export function hasRole(held: Role, needed: Role): boolean {
  return ROLES.indexOf(held) >= ROLES.indexOf(needed);
}

export const READING_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** What a route takes that does not say: reading is everybody's who signed in, changing an admin's. */
export function usualRole(method: string): Role {
  return READING_METHODS.has(method) ? 'viewer' : 'admin';
}
