import clsx from 'clsx';
import Link from 'next/link';
import { TIME_RANGES, type TimeRange } from '@/lib/dashboards/time-range';

/** The page's question and its stretch of time; it stays where it is while numbers change. */
export function RangeBar({ title, range }: { title: string; range: TimeRange }) {
  return (
    <div className="sticky top-0 z-20 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-line border-b bg-paper px-4 py-2 md:px-6 md:py-4">
      <h1 className="font-display text-lg md:text-title">{title}</h1>
      <nav aria-label="Time range">
        <ul className="-mx-2 flex flex-wrap">
          {(Object.keys(TIME_RANGES) as TimeRange[]).map((name) => (
            <li key={name}>
              <Link
                href={`/admin?range=${name}`}
                aria-current={name === range ? 'true' : undefined}
                scroll={false}
                className={clsx(
                  'block px-2 py-1',
                  name === range
                    ? 'font-semibold text-accent underline decoration-2 underline-offset-4'
                    : 'text-muted hover:text-ink',
                )}
              >
                {TIME_RANGES[name].label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
