'use client';

import type { Granularity } from '@/lib/analytics/reports/scope';
import { scopeOf } from '@/lib/dashboards/scope-query';
import { Choice } from './choice';
import { Popover } from './popover';
import { useScope } from './use-scope';

const STEPS: readonly { readonly value: Granularity | ''; readonly label: string }[] = [
  { value: '', label: 'By length of the range' },
  { value: 'hour', label: 'Hours' },
  { value: 'day', label: 'Days' },
  { value: 'week', label: 'Weeks' },
  { value: 'month', label: 'Months' },
];

/** Comparison, the step of time, and whose clock. */
export function SettingsMenu() {
  const { query, set, zone } = useScope();
  const scope = scopeOf(query);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [...new Set(['UTC', own, zone, ...Intl.supportedValuesOf('timeZone')])];
  return (
    <Popover name="Comparison, steps and time zone" label={zone}>
      <div className="flex flex-col gap-3 p-2">
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={scope.get('compare') !== 'none'}
            onChange={(event) => set({ compare: event.target.checked ? null : 'none' })}
          />
          Compare with the period before
        </label>
        <Choice
          label="Steps of time"
          value={scope.get('granularity') ?? ''}
          options={STEPS}
          onChange={(granularity) => set({ granularity })}
        />
        <Choice
          label="Time zone"
          value={zone}
          options={zones.map((value) => ({
            value,
            label: value === own ? `${value} (this browser)` : value,
          }))}
          onChange={(time_zone) => set({ time_zone: time_zone === 'UTC' ? null : time_zone })}
        />
      </div>
    </Popover>
  );
}
