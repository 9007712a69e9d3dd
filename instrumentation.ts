/** So that plain `next start` has the runtime too; the split keeps Node's modules out of the edge. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') await import('./instrumentation-node');
}
