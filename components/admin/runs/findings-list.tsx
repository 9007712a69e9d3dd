import type { Finding } from '@/lib/audit/findings';
import { ScopedLink } from '../scoped-link';

/** What an audit found, with the first examples of each kind. */
export function FindingsList({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return <p className="text-muted">Nothing.</p>;
  return (
    <ul className="flex flex-col">
      {findings.map(({ kind, disagrees, doc, count, examples }) => (
        <li
          key={kind}
          data-finding={kind}
          className="grid gap-x-6 gap-y-1 border-line border-b py-2 md:grid-cols-[18rem_minmax(0,1fr)]"
        >
          <p>
            <span className={disagrees ? 'font-semibold text-danger' : 'font-semibold'}>
              {count.toLocaleString('en-IE')} {kind.replaceAll('_', ' ')}
            </span>
            <span className="block text-muted">
              {doc}
              {!disagrees && '; worth knowing, and no disagreement'}
            </span>
          </p>
          <ul className="flex min-w-0 flex-col gap-1">
            {examples.map((example) => (
              <li key={JSON.stringify(example)} className="break-words">
                <Example example={example as Readonly<Record<string, unknown>>} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Example({ example }: { example: Readonly<Record<string, unknown>> }) {
  const { session_id, ...shown } = example;
  return (
    <>
      {Object.entries(shown).map(([name, value]) => (
        <span key={name} className="mr-3">
          <span className="text-muted">{name} </span>
          {name === 'event_id' ? (
            <ScopedLink
              path={`/admin/events/${value}`}
              className="text-accent underline underline-offset-4"
            >
              {String(value)}
            </ScopedLink>
          ) : typeof value === 'string' ? (
            value
          ) : (
            JSON.stringify(value)
          )}
        </span>
      ))}
      {typeof session_id === 'string' && (
        <ScopedLink
          path={`/admin/sessions/${encodeURIComponent(session_id)}`}
          className="text-accent underline underline-offset-4"
        >
          Its session
        </ScopedLink>
      )}
    </>
  );
}
