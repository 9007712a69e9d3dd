import clsx from 'clsx';
import type { StandingFault, Verdict } from '@/lib/monitoring/health-document';

const LOOK: Readonly<Record<Verdict['state'], { edge: string; mark: string; word: string }>> = {
  well: { edge: 'border-accent', mark: 'fill-accent', word: 'Well' },
  attention: { edge: 'border-bot', mark: 'fill-bot', word: 'Worth a look' },
  trouble: { edge: 'border-danger', mark: 'fill-danger', word: 'Trouble' },
  unsure: { edge: 'border-muted', mark: 'fill-muted', word: 'Not known' },
};

interface VerdictLineProps {
  readonly verdict: Verdict;
  readonly standing: readonly StandingFault[];
}

/** The one plain sentence, and what to do. A change of it is read out. */
export function VerdictLine({ verdict, standing }: VerdictLineProps) {
  const { edge, mark, word } = LOOK[verdict.state];
  return (
    <section
      aria-label="Verdict"
      data-verdict={verdict.state}
      className={clsx('flex flex-col gap-2 border-l-4 py-1 pl-4', edge)}
    >
      <p className="flex items-center gap-2 text-muted">
        <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3">
          <circle cx="6" cy="6" r="5" className={mark} />
        </svg>
        {word}
      </p>
      <p role="status" className="max-w-prose text-balance font-medium text-lg">
        {verdict.sentence}
      </p>
      {verdict.next && (
        <p className="max-w-prose">
          <span className="text-muted">What to do: </span>
          <Code>{verdict.next}</Code>
        </p>
      )}
      {standing.length > 0 && (
        <ul className="flex max-w-prose flex-col gap-1 text-muted">
          {standing.map(({ where, message }) => (
            <li key={where} className="break-words">
              Now, {where}: {message}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Words with what stands between backticks as code. */
export function Code({ children }: { children: string }) {
  return children.split('`').map((part, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, which never move
    i % 2 === 1 ? <code key={i}>{part}</code> : <span key={i}>{part}</span>,
  );
}
