'use client';

import clsx from 'clsx';
import { type FormEvent, useState } from 'react';
import { rangeLabel, scopeOf } from '@/lib/dashboards/scope-query';
import { TIME_RANGES, type TimeRange } from '@/lib/dashboards/time-range';
import { dateIn, dateStart, startOfDay } from '@/lib/dashboards/zoned-day';
import { Popover } from './popover';
import { useInSight } from './use-in-sight';
import { useScope } from './use-scope';

/** The usual stretches of time one click away, any other by its days. */
export function RangeMenu() {
  const { query, set } = useScope();
  const range = scopeOf(query).get('range');
  return (
    <div className="no-scrollbar -mx-4 flex max-w-[100vw] items-center gap-1 overflow-x-auto px-4 md:mx-0 md:flex-wrap md:overflow-visible md:px-0 print:hidden">
      <ul aria-label="Time range" className="-ml-2 flex md:flex-wrap">
        {(Object.keys(TIME_RANGES) as TimeRange[]).map((name) => (
          <li key={name}>
            <RangeButton
              name={name}
              chosen={name === range}
              onClick={() => set({ range: name, from_ms: null, to_ms: null })}
            />
          </li>
        ))}
      </ul>
      <DaysMenu />
    </div>
  );
}

interface RangeButtonProps {
  readonly name: TimeRange;
  readonly chosen: boolean;
  readonly onClick: () => void;
}

function RangeButton({ name, chosen, onClick }: RangeButtonProps) {
  const ref = useInSight<HTMLButtonElement>(chosen);
  return (
    <button
      ref={ref}
      type="button"
      aria-pressed={chosen}
      onClick={onClick}
      className={clsx(
        'min-h-9 whitespace-nowrap px-2 py-1',
        chosen
          ? 'font-semibold text-accent underline decoration-2 underline-offset-4'
          : 'text-muted hover:text-ink',
      )}
    >
      {TIME_RANGES[name].label}
    </button>
  );
}

function DaysMenu() {
  const { query, set, zone } = useScope();
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const scope = scopeOf(query);
  const given = scope.has('from_ms');
  const [from, to] = given
    ? [dateIn(Number(scope.get('from_ms')), zone), dateIn(Number(scope.get('to_ms')) - 1, zone)]
    : ['', ''];

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const first = dateStart(String(fields.get('from')), zone);
    const last = dateStart(String(fields.get('to')), zone);
    if (first === null || last === null) return setProblem('Give both days.');
    if (last < first) return setProblem('The last day comes before the first.');
    set({ range: null, from_ms: first, to_ms: startOfDay(last, zone, 1) });
    setProblem(null);
    setOpen(false);
  }

  return (
    <Popover
      name="Days"
      strong={given}
      label={given ? rangeLabel(query) : 'Days'}
      open={open}
      onOpenChange={setOpen}
    >
      <form onSubmit={submit} className="flex flex-col gap-3 p-2">
        <DayField name="from" label="First day" value={from} />
        <DayField name="to" label="Last day" value={to} />
        <p className="text-muted">Days of {zone}.</p>
        {problem && (
          <p role="alert" className="text-danger">
            {problem}
          </p>
        )}
        <button type="submit" className="min-h-9 bg-ink px-3 py-1 text-paper">
          Show these days
        </button>
      </form>
    </Popover>
  );
}

function DayField({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label className="flex flex-col gap-1">
      <span className="text-muted">{label}</span>
      <input
        type="date"
        name={name}
        required
        defaultValue={value}
        className="min-h-9 border border-line bg-paper px-2"
      />
    </label>
  );
}
