/**
 * Chance with a key of 128 bits, which belongs to one person or one minute and to nobody else: what a
 * shopper does depends on no other shopper, so any stretch of time can be planned by itself. The
 * generator is sfc32, as in `lib/common/rng`; one object is keyed anew instead of made anew, since a
 * plan looks at millions of people.
 */
export class Stream {
  private a = 0;
  private b = 0;
  private c = 0;
  private counter = 1;

  /** Begins anew under this key: four integers, of which the lower 32 bits count. */
  key(first: number, second: number, third: number, fourth: number): this {
    this.a = first | 0;
    this.b = second | 0;
    this.c = third | 0;
    this.counter = fourth | 0;
    // Neighbouring keys resemble each other for a few draws; mix that away.
    for (let i = 0; i < 15; i++) this.uint32();
    return this;
  }

  uint32(): number {
    const t = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return t >>> 0;
  }

  /** Uniform in [0, 1). */
  next(): number {
    return this.uint32() / 2 ** 32;
  }

  /** Whether something of this probability happens. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** A standard normal draw (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** A Poisson draw by inversion of one uniform number, so that it grows with its mean. */
  poisson(mean: number): number {
    let left = this.next();
    let probability = Math.exp(-mean);
    let count = 0;
    while (left >= probability && probability > 0) {
      left -= probability;
      count += 1;
      probability *= mean / count;
    }
    return count;
  }
}
