import type { RecentError } from '@/lib/common/recent-errors';
import { momentText } from '../moment-text';

/** What this server logged as errors, the newest first. */
export function ErrorsList({ errors, zone }: { errors: readonly RecentError[]; zone: string }) {
  return (
    <section aria-label="Last errors" className="flex min-w-0 flex-col gap-3">
      <h2 className="font-semibold text-base">What went wrong lately?</h2>
      {errors.length === 0 ? (
        <p className="text-muted">Nothing since this server started.</p>
      ) : (
        <ol className="flex flex-col">
          {errors.map(({ atMs, where, message, times }) => (
            <li
              key={`${atMs} ${where} ${message}`}
              className="grid gap-x-4 border-line border-b py-1.5 sm:grid-cols-[11rem_minmax(0,1fr)]"
            >
              <time dateTime={new Date(atMs).toISOString()} className="text-muted tabular-nums">
                {momentText(atMs, zone)}
              </time>
              <p className="min-w-0 break-words">
                <span className="font-medium">{where}</span> {message}
                {times > 1 && <span className="text-muted"> · {times} times</span>}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
