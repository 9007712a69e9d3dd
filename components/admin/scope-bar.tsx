'use client';

import { FILTER_NAMES, type FilterName, filterValues } from '@/lib/dashboards/scope-query';
import { FilterMenu, FiltersMenu } from './filter-menu';
import { RangeMenu } from './range-menu';
import { SavedViews } from './saved-views';
import { ScopeWords } from './scope-words';
import { SettingsMenu } from './settings-menu';
import { useScope } from './use-scope';

/** In the bar from the start; the others join once something is filtered by them. */
const OFFERED: readonly FilterName[] = ['device_type', 'actor', 'user_type', 'channel', 'category'];

/** The page's question, and the stretch of time and filters that every number below it is of. */
export function ScopeBar({ title }: { title: string }) {
  const { query, set } = useScope();
  const active = FILTER_NAMES.filter((name) => filterValues(query, name).length > 0);
  const shown = FILTER_NAMES.filter((name) => OFFERED.includes(name) || active.includes(name));
  return (
    <div className="z-20 flex flex-col gap-2 border-line border-b bg-paper px-4 py-3 md:sticky md:top-0 md:px-6 print:static print:px-0 print:pt-0">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="font-display text-title">{title}</h1>
        <RangeMenu />
      </div>
      <ScopeWords />
      <div className="flex items-center gap-2 md:flex-wrap print:hidden">
        <div className="min-w-0 md:hidden">
          <FiltersMenu names={shown} />
        </div>
        <div className="flex flex-wrap items-center gap-2 max-md:hidden">
          {shown.map((name) => (
            <FilterMenu key={name} name={name} />
          ))}
        </div>
        {active.length > 0 && (
          <button
            type="button"
            className="min-h-9 px-2 text-muted underline underline-offset-4 hover:text-ink"
            onClick={() => set(Object.fromEntries(FILTER_NAMES.map((name) => [name, null])))}
          >
            Clear
          </button>
        )}
        <span className="ml-auto flex gap-2">
          <SettingsMenu />
          <SavedViews />
        </span>
      </div>
    </div>
  );
}
