import type { ResourceCheck } from '@/lib/common/resource-check';
import { Code } from './verdict-line';

const NEEDED: Readonly<Record<ResourceCheck['neededFor'], string>> = {
  delivery: 'to keep events',
  dashboards: 'for dashboards',
};
const LOOK: Readonly<Record<ResourceCheck['state'], { word: string; mark: string }>> = {
  there: { word: 'There: ', mark: 'fill-none stroke-accent' },
  missing: { word: 'Missing: ', mark: 'fill-danger stroke-danger' },
  unknown: { word: 'Not known: ', mark: 'fill-none stroke-muted' },
};

/** What the server needs outside, and whether it is there. */
export function ChecksList({ checks }: { checks: readonly ResourceCheck[] }) {
  const missing = checks.filter(({ state }) => state === 'missing').length;
  return (
    <section aria-label="Resources" className="flex min-w-0 flex-col gap-3">
      <h2 className="font-semibold text-base">
        {missing === 0 ? 'Is anything missing? Nothing' : `What is missing? ${missing}`}
        <span className="font-normal text-muted"> of {checks.length} looked at</span>
      </h2>
      <ul className="flex flex-col">
        {checks.map(({ resource, state, message, neededFor }) => (
          <li
            key={resource}
            data-check={state}
            className="grid gap-x-4 border-line border-b py-1.5 sm:grid-cols-[18rem_minmax(0,1fr)]"
          >
            <p className="min-w-0 break-words">
              <svg aria-hidden="true" viewBox="0 0 12 12" className="mr-2 inline size-3">
                <circle cx="6" cy="6" r="4.5" strokeWidth="1.5" className={LOOK[state].mark} />
              </svg>
              <span className="sr-only">{LOOK[state].word}</span>
              {resource}
            </p>
            <p className={state === 'missing' ? 'min-w-0 break-words' : 'min-w-0 text-muted'}>
              <Code>{message}</Code>
              {state === 'missing' && (
                <span className="text-muted"> Needed {NEEDED[neededFor]}.</span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
