/** Works through all of them, a few at a time. Rejects with the first failure, when none works any more. */
export async function fewAtOnce<T>(
  all: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed = false;
  async function worker(): Promise<void> {
    while (next < all.length && !failed) {
      try {
        await work(all[next++] as T);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }
  const settled = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  for (const done of settled) if (done.status === 'rejected') throw done.reason;
}
