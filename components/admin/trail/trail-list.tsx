import type { TrailEntry } from '@/lib/trail/trail';
import { momentText } from '../moment-text';
import { ScopedLink } from '../scoped-link';
import { Scroller } from '../scroller';
import { ACT_WORDS, toldBy } from './trail-words';

/** Entries of the audit log, the newest first. */
export function TrailList({ entries, zone }: { entries: readonly TrailEntry[]; zone: string }) {
  return (
    <ol className="flex flex-col">
      {entries.map((entry) => (
        <li
          key={entry.id}
          data-act={entry.act}
          className="grid gap-x-6 gap-y-1 border-line border-b py-2 md:grid-cols-[11rem_10rem_minmax(0,1fr)]"
        >
          <time dateTime={new Date(entry.atMs).toISOString()} className="text-muted tabular-nums">
            {momentText(entry.atMs, zone)}
          </time>
          <p className="min-w-0 break-words font-medium">
            {entry.who || <span className="text-muted">nobody named</span>}
          </p>
          <div className="flex min-w-0 flex-col gap-1">
            <p className="break-words">
              {entry.act === 'sign_in_refused' ? (
                <span className="text-danger">{ACT_WORDS[entry.act]}</span>
              ) : (
                ACT_WORDS[entry.act]
              )}
              {entry.subject && <Subject entry={entry} />}
            </p>
            <Detail entry={entry} zone={zone} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Subject({ entry: { act, subject } }: { entry: TrailEntry }) {
  const run = act.startsWith('run_');
  return (
    <>
      {': '}
      {run ? (
        <ScopedLink
          path="/admin/audit"
          values={{ run: subject }}
          className="text-accent underline underline-offset-4"
        >
          {subject}
        </ScopedLink>
      ) : (
        subject
      )}
    </>
  );
}

function Detail({ entry, zone }: { entry: TrailEntry; zone: string }) {
  const told = toldBy(entry, zone);
  const short = told.filter(({ long }) => !long);
  return (
    <>
      {short.length > 0 && (
        <dl className="flex flex-wrap gap-x-4 text-muted">
          {short.map(({ name, value }) => (
            <div key={name} className="flex min-w-0 gap-1.5">
              <dt className="whitespace-nowrap">{name}</dt>
              <dd data-detail={name} className="min-w-0 break-words text-ink tabular-nums">
                {value}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {told
        .filter(({ long }) => long)
        .map(({ name, value }) => (
          <details key={name}>
            <summary className="w-fit cursor-pointer text-muted underline decoration-line underline-offset-4 hover:text-ink">
              {name}
            </summary>
            <Scroller label={`${name} of this entry`}>
              <pre data-detail={name} className="border border-line bg-surface p-3 text-xs">
                {value}
              </pre>
            </Scroller>
          </details>
        ))}
    </>
  );
}
