/** A uniform number in [0, 1). Passed as an argument wherever chance matters. */
export type Rng = () => number;

/**
 * A small, fast, seeded generator (sfc32, Chris Doty-Humphrey's PractRand), the same on every
 * machine. Not for secrets.
 */
export function createRng(seed: number): Rng {
  let a = seed | 0;
  let b = (seed >>> 16) ^ 0x9e3779b9;
  let c = 0x243f6a88;
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 2 ** 32;
  };
  // The first draws of nearby seeds resemble each other; mix them away.
  for (let i = 0; i < 16; i++) next();
  return next;
}
