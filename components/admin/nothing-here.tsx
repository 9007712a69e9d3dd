'use client';

import { FILTER_NAMES, rangeLabel } from '@/lib/dashboards/scope-query';
import { useScope } from './use-scope';

/** An empty answer: why it may be, and the ways on. */
export function NothingHere() {
  const { query, set } = useScope();
  const filtered = FILTER_NAMES.some((name) => query.has(name));
  const wide = query.get('range') === '30d' || query.get('range') === '90d';
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-accent border-l-2 py-1 pl-3">
      <p>
        Nothing in {rangeLabel(query)}
        {filtered ? ' with these filters' : ''}.
      </p>
      {filtered && (
        <WayOn
          onClick={() => set(Object.fromEntries(FILTER_NAMES.map((name) => [name, null])))}
          label="Drop the filters"
        />
      )}
      {wide ? (
        <p className="text-muted">
          Open the shop and click something, or run <code>npm run producer</code>.
        </p>
      ) : (
        <WayOn
          onClick={() => set({ range: '30d', from_ms: null, to_ms: null })}
          label="Widen to 30 days"
        />
      )}
    </div>
  );
}

function WayOn({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="text-accent underline underline-offset-4 print:hidden"
    >
      {label}
    </button>
  );
}
