import { Icon } from '@/components/ui/icon';
import { TONES } from '@/lib/catalog/tones';
import { PRICE_BANDS, type ShelfQuery } from '@/lib/shop/shelf-query';
import { mark } from './mark';
import type { ShelfFiltersProps } from './shelf-filters';

interface Chip {
  readonly label: string;
  /** What taking it off changes. */
  readonly off: Partial<ShelfQuery>;
}

/** The filters that are on, each to be taken off by itself, or all together. */
export function FilterChips({ query, categories, onChange }: ShelfFiltersProps) {
  const chips = chipsOf(query, categories);
  return (
    <ul aria-label="Filters that are on" className="mt-4 flex flex-wrap gap-2">
      {chips.map(({ label, off }, index) => (
        <li key={label}>
          <button
            type="button"
            {...mark('filter_clear', { position: index + 1 })}
            aria-label={`Take off: ${label}`}
            onClick={() => onChange(off)}
            className="inline-flex min-h-9 items-center gap-1.5 border border-line bg-surface pr-2 pl-3 text-sm hover:border-ink max-lg:min-h-[44px]"
          >
            {label}
            <Icon name="close" className="size-3.5" />
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <button
            type="button"
            {...mark('filter_clear')}
            onClick={() =>
              onChange({
                tones: [],
                categories: [],
                prices: [],
                rating: 0,
                inStock: false,
                offers: false,
              })
            }
            className="min-h-9 px-2 text-sm underline underline-offset-4 max-lg:min-h-[44px]"
          >
            Take all off
          </button>
        </li>
      )}
    </ul>
  );
}

function chipsOf(query: ShelfQuery, categories: ShelfFiltersProps['categories']): readonly Chip[] {
  const list = (
    facet: 'tones' | 'categories' | 'prices',
    labelOf: (id: string) => string | undefined,
  ): readonly Chip[] =>
    query[facet].map((id) => ({
      label: labelOf(id) ?? id,
      off: { [facet]: query[facet].filter((other) => other !== id) },
    }));
  return [
    ...list('categories', (id) => categories.find((category) => category.id === id)?.name),
    ...list('tones', (id) => TONES.find((tone) => tone.id === id)?.label),
    ...list('prices', (id) => PRICE_BANDS.find((band) => band.id === id)?.label),
    ...(query.rating > 0 ? [{ label: `${query.rating} stars and up`, off: { rating: 0 } }] : []),
    ...(query.inStock ? [{ label: 'In stock', off: { inStock: false } }] : []),
    ...(query.offers ? [{ label: 'On offer', off: { offers: false } }] : []),
  ];
}
