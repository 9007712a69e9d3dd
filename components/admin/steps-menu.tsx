'use client';

import { Popover } from './popover';
import { useScope } from './use-scope';

/** What a funnel can be made of, in the order it is offered; the report judges what is chosen. */
const STEPS = [
  { value: 'session', label: 'Session' },
  { value: 'home', label: 'Home page' },
  { value: 'category', label: 'Category page' },
  { value: 'search', label: 'Search results' },
  { value: 'product', label: 'Product page' },
  { value: 'cart', label: 'Added to cart' },
  { value: 'cart_page', label: 'Cart page' },
  { value: 'checkout', label: 'Checkout page' },
  { value: 'purchase', label: 'Purchase' },
] as const;

const USUAL = ['session', 'product', 'cart', 'checkout', 'purchase'];
const LEAST = 2;
const MOST = 8;

/** Which steps a funnel has. */
export function StepsMenu() {
  const { query, set } = useScope();
  const chosen = query.get('steps')?.split(',') ?? USUAL;
  const own = query.has('steps');

  function toggle(step: string) {
    const next = STEPS.map(({ value }) => value).filter((value) =>
      value === step ? !chosen.includes(value) : chosen.includes(value),
    );
    set({ steps: next.join(',') === USUAL.join(',') ? null : next.join(',') });
  }

  return (
    <Popover name="Steps of the funnel" label={`${chosen.length} steps`} strong={own}>
      <fieldset>
        <legend className="sr-only">Steps of the funnel</legend>
        {STEPS.map(({ value, label }) => {
          const on = chosen.includes(value);
          return (
            <label key={value} className="flex min-h-8 items-center gap-2 px-2 py-1 hover:bg-paper">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={on}
                disabled={on ? chosen.length <= LEAST : chosen.length >= MOST}
                onChange={() => toggle(value)}
              />
              {label}
            </label>
          );
        })}
      </fieldset>
      {own && (
        <button
          type="button"
          className="px-2 py-1 text-accent underline underline-offset-4"
          onClick={() => set({ steps: null })}
        >
          The usual steps
        </button>
      )}
    </Popover>
  );
}
