'use client';

import { FILTERS, type FilterName, filterValues } from '@/lib/dashboards/scope-query';
import { Popover } from './popover';
import { useScope } from './use-scope';

/** The values of one filter, to be ticked; each tick counts at once. */
export function FilterMenu({ name }: { name: FilterName }) {
  const { query, toggle } = useScope();
  const { label, values } = FILTERS[name];
  const chosen = filterValues(query, name);
  const known = values ?? chosen.map((value) => ({ value, label: value }));
  return (
    <Popover
      name={`Filter by ${label.toLowerCase()}`}
      strong={chosen.length > 0}
      label={chosen.length === 0 ? label : `${label}: ${summary(chosen, known)}`}
    >
      <fieldset>
        <legend className="sr-only">{label}</legend>
        {known.map(({ value, label: words }) => (
          <label
            key={value}
            className="flex min-h-8 cursor-pointer items-center gap-2 px-2 py-1 hover:bg-paper"
          >
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={chosen.includes(value)}
              onChange={() => toggle(name, value)}
            />
            {words}
          </label>
        ))}
      </fieldset>
    </Popover>
  );
}

function summary(
  chosen: readonly string[],
  known: readonly { readonly value: string; readonly label: string }[],
): string {
  const [first = ''] = chosen;
  const name = known.find(({ value }) => value === first)?.label ?? first;
  return chosen.length === 1 ? name : `${name} +${chosen.length - 1}`;
}
