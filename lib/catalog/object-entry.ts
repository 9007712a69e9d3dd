import type { Cents } from '@/lib/common/money';
import type { CategoryId } from './categories';
import type { ToneId } from './tones';

/** One object of the catalogue; every tone of it is a product of its own. */
export interface ObjectEntry {
  /** First half of the product ids: lower case, hyphens. Never changed once sold. */
  readonly object: string;
  readonly name: string;
  readonly category: CategoryId;
  readonly price_cents: Cents;
  /** Two sentences, true of what the picture shows. */
  readonly description: string;
  readonly size: string;
  readonly material: string;
  /** File name, without extension, of the vector the picture is made from (see cli/pictures.ts). */
  readonly vector: string;
  /** In the order they are shown. */
  readonly tones: readonly ToneId[];
}
