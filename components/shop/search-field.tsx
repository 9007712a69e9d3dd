'use client';

import { clsx } from 'clsx';
import { useRouter } from 'next/navigation';
import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import { BrokenNotice } from '@/components/scenario/broken-notice';
import { useScenario } from '@/components/scenario/use-scenario';
import { Icon } from '@/components/ui/icon';
import type { Suggestion } from '@/lib/catalog/search';
import { mark } from './mark';
import { categoryPath, productPath, searchPath } from './paths';
import { SearchSuggestions } from './search-suggestions';

type Suggester = (typed: string) => readonly Suggestion[];

/**
 * A search form that works by itself, with suggestions once its index has come: a combobox whose
 * list is moved through by arrows while the focus stays in the field.
 */
export function SearchField({ className }: { className: string }) {
  const router = useRouter();
  const scenario = useScenario();
  const [failed, setFailed] = useState(false);
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const suggester = useRef<Suggester>(null);
  /** From the focus until the search or a choice: an index that comes later opens nothing. */
  const wanted = useRef(false);
  const [offers, setOffers] = useState<readonly Suggestion[]>([]);
  const [active, setActive] = useState(-1);
  const open = offers.length > 0;

  function close(): void {
    wanted.current = false;
    setOffers([]);
    setActive(-1);
  }

  /** Until the index is there nothing is offered, and Enter searches all the same. */
  function offer(typed: string): void {
    wanted.current = true;
    setOffers(suggester.current?.(typed) ?? []);
    setActive(-1);
  }

  async function prepare(): Promise<void> {
    wanted.current = true;
    if (suggester.current) return;
    try {
      const { loadSuggester } = await import('./suggester');
      suggester.current = await loadSuggester();
      if (field.current && wanted.current) offer(field.current.value);
    } catch {
      // Offline or broken off: the next focus tries again, and the form works without.
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (scenario?.broken === 'search') {
      setFailed(true);
      return;
    }
    const term = field.current?.value.trim();
    close();
    if (term) router.push(searchPath(term));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const { key } = event;
    const chosen = offers[active];
    if (key === 'Escape' && open) {
      event.preventDefault();
      close();
    } else if ((key === 'ArrowDown' || key === 'ArrowUp') && open) {
      event.preventDefault();
      const places = offers.length + 1;
      const step = key === 'ArrowDown' ? 1 : -1;
      // From the field to the first, past the last one back to the field.
      setActive(((active + 1 + step + places) % places) - 1);
    } else if (key === 'Enter' && chosen) {
      event.preventDefault();
      // As a click, which the tracker hears.
      document.getElementById(`${listId}-${active}`)?.click();
    }
  }

  return (
    <search className={clsx('min-w-0 lg:relative', className)}>
      <form
        action="/search"
        onSubmit={submit}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) close();
        }}
        className="flex items-center lg:border-line lg:border-b lg:focus-within:border-ink"
      >
        <button
          type="submit"
          {...mark('nav_search')}
          aria-label="Search"
          className="grid size-[44px] shrink-0 place-items-center"
        >
          <Icon name="search" />
        </button>
        <input
          ref={field}
          name="q"
          type="search"
          role="combobox"
          aria-label="Search the shop"
          aria-expanded={open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active < 0 ? undefined : `${listId}-${active}`}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          placeholder="Teapot, sage, wool"
          onFocus={() => void prepare()}
          onChange={(event) => offer(event.target.value)}
          onKeyDown={onKeyDown}
          className="min-h-[44px] w-full min-w-0 bg-transparent placeholder:text-muted focus-visible:outline-none"
        />
        <SearchSuggestions
          id={listId}
          offers={offers}
          active={active}
          onChoose={({ kind, id }) => {
            close();
            if (field.current) field.current.value = '';
            router.push(kind === 'category' ? categoryPath(id) : productPath(id));
          }}
        />
        <BrokenNotice shown={failed} />
      </form>
    </search>
  );
}
