/** Bounds what all requests together hold of bodies that are still arriving. */
export interface BodyBudget {
  /** Whether there is room for so many more bytes; then they are counted. */
  take(bytes: number): boolean;
  release(bytes: number): void;
}

const MIB = 1024 * 1024;

/** Many slow senders of small bodies would otherwise add up to more than the machine has. */
export function createBodyBudget(maxBytes = 64 * MIB): BodyBudget {
  let held = 0;
  return {
    take(bytes) {
      if (held + bytes > maxBytes) return false;
      held += bytes;
      return true;
    },
    release(bytes) {
      held -= bytes;
    },
  };
}
