import type { ReactNode } from 'react';
import { TONES } from '@/lib/catalog/tones';
import { facetOptions } from '@/lib/shop/shelf';
import { PRICE_BANDS, RATINGS, type ShelfQuery } from '@/lib/shop/shelf-query';
import type { Tile } from '@/lib/shop/tile';
import { mark } from './mark';

export interface ShelfFiltersProps {
  readonly tiles: readonly Tile[];
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  readonly query: ShelfQuery;
  readonly ready: boolean;
  /** Whether an object stands here once, whatever its tones. */
  readonly oneEach?: boolean;
  onChange(change: Partial<ShelfQuery>): void;
}

type ListFacet = 'tones' | 'categories' | 'prices';

/** All filters of a shelf, each option with what choosing it would show. */
export function ShelfFilters(props: ShelfFiltersProps) {
  const { tiles, categories, query, ready, oneEach, onChange } = props;
  const list = (
    facet: ListFacet,
    options: readonly { readonly id: string; readonly label: string; readonly swatch?: string }[],
  ) => {
    const counts = facetOptions(
      tiles,
      query,
      facet,
      options.map(({ id }) => id),
      oneEach,
    );
    return options.flatMap((option, index) => {
      const count = counts[index]?.count ?? 0;
      const checked = query[facet].includes(option.id);
      const others = query[facet].filter((id) => id !== option.id);
      return (
        <Option
          key={option.id}
          position={index + 1}
          checked={checked}
          disabled={!ready || (count === 0 && !checked)}
          count={count}
          onChange={() => onChange({ [facet]: checked ? others : [...others, option.id] })}
        >
          {option.swatch && <span data-tone={option.swatch} className="swatch" />}
          {option.label}
        </Option>
      );
    });
  };
  const countOf = (facet: 'inStock' | 'offers') =>
    facetOptions(tiles, query, facet, ['1'], oneEach)[0]?.count ?? 0;
  const tones = TONES.filter(({ id }) => tiles.some(({ tone }) => tone === id));
  const bands = PRICE_BANDS.filter(({ from, below }) =>
    tiles.some(({ price_cents }) => price_cents >= from && price_cents < below),
  );
  const ratings = facetOptions(tiles, query, 'rating', RATINGS.map(String), oneEach);

  return (
    <div className="[&>fieldset]:border-line [&>fieldset]:border-t [&>fieldset]:py-4">
      {categories.length > 1 && (
        <Group title="Category">
          {list(
            'categories',
            categories.map(({ id, name }) => ({ id, label: name })),
          )}
        </Group>
      )}
      <Group title="Tone">
        {list(
          'tones',
          tones.map(({ id, label }) => ({ id, label, swatch: id })),
        )}
      </Group>
      <Group title="Price">{list('prices', bands)}</Group>
      <Group title="Rating">
        {ratings.map(({ id, count }, index) => (
          <Option
            key={id}
            position={index + 1}
            checked={query.rating === Number(id)}
            disabled={!ready || (count === 0 && query.rating !== Number(id))}
            count={count}
            onChange={() => onChange({ rating: query.rating === Number(id) ? 0 : Number(id) })}
          >
            {id} stars and up
          </Option>
        ))}
      </Group>
      <Group title="Availability">
        <Option
          position={1}
          checked={query.inStock}
          disabled={!ready}
          count={countOf('inStock')}
          onChange={() => onChange({ inStock: !query.inStock })}
        >
          In stock
        </Option>
        <Option
          position={2}
          checked={query.offers}
          disabled={!ready || (countOf('offers') === 0 && !query.offers)}
          count={countOf('offers')}
          onChange={() => onChange({ offers: !query.offers })}
        >
          On offer
        </Option>
      </Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="float-left mb-1 font-medium">{title}</legend>
      <div className="clear-both">{children}</div>
    </fieldset>
  );
}

interface OptionProps {
  readonly position: number;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly count: number;
  onChange(): void;
  readonly children: ReactNode;
}

/** The mark is on the input alone: a click on the label reaches it too, and is one click. */
function Option({ position, checked, disabled, count, onChange, children }: OptionProps) {
  return (
    <label className="flex min-h-9 cursor-pointer items-center gap-2.5 has-disabled:cursor-default has-disabled:text-muted max-lg:min-h-[44px]">
      <input
        type="checkbox"
        {...mark('filter', { position })}
        checked={checked}
        disabled={disabled}
        onChange={onChange}
        className="size-4 shrink-0 accent-ink"
      />
      <span className="flex grow items-center gap-2">{children}</span>
      <span className="text-muted text-sm tabular-nums">{count}</span>
    </label>
  );
}
