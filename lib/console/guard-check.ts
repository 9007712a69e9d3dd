import type { ResourceCheck } from '@/lib/common/resource-check';
import type { ConsoleLimits } from './console-document';

/** What keeps a query of the console from writing here, for whoever looks after this server. */
export function guardCheck({ writeGuard }: Pick<ConsoleLimits, 'writeGuard'>): ResourceCheck {
  const resource = 'Write guard of the SQL console';
  const neededFor = 'dashboards';
  if (writeGuard) {
    const message = `A query is answered in a process of its own: ${writeGuard}.`;
    return { resource, state: 'there', message, neededFor };
  }
  const message =
    'Only the list of what may be asked keeps a query from writing: this host guards no process of this user. Run the server as root, or install bwrap, or allow user namespaces.';
  return { resource, state: 'unknown', message, neededFor };
}
