import type { MouseEvent } from 'react';
import { mark } from './mark';

interface ShelfPagingProps {
  readonly page: number;
  readonly pages: number;
  hrefOf(page: number): string;
  onPage(page: number): void;
}

/** Real links, so that a page can be opened elsewhere; a plain click changes the shelf in place. */
export function ShelfPaging({ page, pages, hrefOf, onPage }: ShelfPagingProps) {
  if (pages < 2) return null;
  const all = Array.from({ length: pages }, (_, index) => index + 1);
  return (
    <nav aria-label="Pages of this shelf" className="mt-14 border-line border-t pt-4">
      <ol className="flex flex-wrap gap-1">
        {all.map((number) => (
          <li key={number}>
            <a
              href={hrefOf(number)}
              {...mark('page_link', { position: number })}
              aria-label={`Page ${number}`}
              aria-current={number === page ? 'page' : undefined}
              onClick={(event) => {
                if (isElsewhere(event)) return;
                event.preventDefault();
                onPage(number);
              }}
              className="grid size-[44px] place-items-center tabular-nums hover:underline hover:underline-offset-4 aria-[current]:bg-ink aria-[current]:text-paper"
            >
              {number}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function isElsewhere({ metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return metaKey || ctrlKey || shiftKey || altKey;
}
