'use client';

import { FILTERS, type FilterName, filterValues, type Query } from '@/lib/dashboards/scope-query';
import { Popover } from './popover';
import { useScope } from './use-scope';

/** The values of one filter under a button of its own. */
export function FilterMenu({ name }: { name: FilterName }) {
  const { query } = useScope();
  const { label } = FILTERS[name];
  const words = summary(query, [name]);
  return (
    <Popover
      name={`Filter by ${label.toLowerCase()}`}
      strong={words !== null}
      label={words === null ? label : `${label}: ${words}`}
    >
      <FilterValues name={name} />
    </Popover>
  );
}

/** All filters under one button, where there is no room for more. */
export function FiltersMenu({ names }: { names: readonly FilterName[] }) {
  const { query } = useScope();
  const words = summary(query, names);
  return (
    <Popover
      name="Filters"
      strong={words !== null}
      label={words === null ? 'Filters' : `Filters: ${words}`}
    >
      <div className="grid grid-cols-2 gap-x-4 gap-y-3">
        {names.map((name) => (
          <FilterValues key={name} name={name} titled />
        ))}
      </div>
    </Popover>
  );
}

/** The values of one filter, to be ticked; each tick counts at once. */
function FilterValues({ name, titled }: { name: FilterName; titled?: boolean }) {
  const { query, toggle } = useScope();
  const chosen = filterValues(query, name);
  return (
    <fieldset className="min-w-0">
      <legend className={titled ? 'px-2 text-muted text-xs' : 'sr-only'}>
        {FILTERS[name].label}
      </legend>
      {known(name, chosen).map(({ value, label }) => (
        <label
          key={value}
          className="flex min-h-8 cursor-pointer items-center gap-2 px-2 py-1 hover:bg-paper"
        >
          <input
            type="checkbox"
            className="size-4 flex-none accent-accent"
            checked={chosen.includes(value)}
            onChange={() => toggle(name, value)}
          />
          <span className="min-w-0 break-words">{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

function known(name: FilterName, chosen: readonly string[]) {
  return FILTERS[name].values ?? chosen.map((value) => ({ value, label: value }));
}

/** The first chosen value and how many more there are; null where none is chosen. */
function summary(query: Query, names: readonly FilterName[]): string | null {
  const labels = names.flatMap((name) => {
    const chosen = filterValues(query, name);
    const values = known(name, chosen);
    return chosen.map((one) => values.find(({ value }) => value === one)?.label ?? one);
  });
  const [first, ...more] = labels;
  if (first === undefined) return null;
  return more.length === 0 ? first : `${first} +${more.length}`;
}
