import type { Suggestion } from '@/lib/catalog/search';
import { mark } from './mark';

interface SearchSuggestionsProps {
  readonly id: string;
  readonly offers: readonly Suggestion[];
  /** Place of the one that Enter takes; -1 for none. */
  readonly active: number;
  onChoose(suggestion: Suggestion): void;
}

export function SearchSuggestions({ id, offers, active, onChoose }: SearchSuggestionsProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Suggestions"
      hidden={offers.length === 0}
      className="absolute inset-x-0 top-full z-40 border-line border-y bg-surface py-1 shadow-[0_24px_40px_-32px_rgb(0_0_0/0.35)] lg:border"
    >
      {offers.map((offer, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field answers to the keyboard for its list
        <div
          key={offer.kind + offer.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          {...mark('search_suggestion', {
            position: index + 1,
            productId: offer.kind === 'product' ? offer.id : undefined,
          })}
          // The focus stays in the field, so that its blur does not close the list before the click.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(offer)}
          className="flex min-h-[44px] cursor-pointer items-center justify-between gap-4 px-4 hover:bg-paper aria-selected:bg-ink aria-selected:text-paper"
        >
          <span>{offer.text}</span>
          {offer.kind === 'category' && <span className="text-sm opacity-80">Category</span>}
        </div>
      ))}
    </div>
  );
}
