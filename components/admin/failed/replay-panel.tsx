import { useEffect, useRef, useState } from 'react';
import { formatFigure } from '@/lib/dashboards/figure';
import type { FailedOverview, ReplayCounts } from '@/lib/failed-events/failed-document';
import { Problem } from '../problem';
import { askReplay, type Selection } from './use-failed';

interface ReplayPanelProps {
  readonly selected: Selection | null;
  readonly page: FailedOverview;
  readonly reason: string | null;
  onSelect(what: { readonly reason?: string; readonly ref?: string }): void;
  onReplayed(): void;
  onClose(): void;
}

type Outcome = Awaited<ReturnType<typeof askReplay>>;

/** Says what a replay would do, then does it. */
export function ReplayPanel(props: ReplayPanelProps) {
  const { selected, page, reason, onSelect, onReplayed, onClose } = props;
  const [tried, setTried] = useState<Outcome | null>(null);
  const [done, setDone] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    if (!selected) return;
    let left = false;
    heading.current?.focus();
    void askReplay(selected, true).then((outcome) => {
      if (!left) setTried(outcome);
    });
    return () => {
      left = true;
    };
  }, [selected]);

  async function replay() {
    if (!selected) return;
    setBusy(true);
    setDone(await askReplay(selected, false));
    setBusy(false);
    onReplayed();
  }

  if (!selected) {
    const titled = page.reasons.find((one) => one.reason === reason);
    const what = titled ? `“${titled.title}”` : 'all of this stretch';
    if (titled?.never) return null;
    return (
      <p className="-mt-6">
        <button
          type="button"
          onClick={() => onSelect(titled ? { reason: titled.reason } : {})}
          className="min-h-11 border border-ink px-5 font-medium hover:bg-ink hover:text-paper"
        >
          Try {what} again
        </button>
      </p>
    );
  }
  const counts = tried?.document?.counts;
  return (
    <section
      aria-label="Replay"
      aria-busy={busy || !tried}
      data-replay={done ? 'done' : tried ? 'tried' : 'trying'}
      className="flex min-w-0 flex-col gap-3 border border-ink p-4"
    >
      <h2 ref={heading} tabIndex={-1} className="font-semibold text-base">
        {done ? 'What became of it?' : `What would a replay of ${whatOf(selected, page)} do?`}
      </h2>
      {!tried && <p className="text-muted">Reading them again by today’s rules</p>}
      {!done && tried && <Answer outcome={tried} would />}
      {done && <Answer outcome={done} would={false} />}
      <p className="flex flex-wrap gap-3">
        {counts && counts.passed > 0 && !done && (
          <button
            type="button"
            disabled={busy}
            onClick={replay}
            className="min-h-11 bg-ink px-6 font-medium text-paper hover:bg-accent hover:text-on-accent disabled:opacity-60"
          >
            {busy ? 'Delivering them' : `Replay ${formatFigure(counts.passed, 'count')}`}
          </button>
        )}
        <button
          type="button"
          disabled={busy}
          onClick={onClose}
          className="min-h-11 border border-ink px-5 font-medium hover:bg-ink hover:text-paper disabled:opacity-60"
        >
          Close
        </button>
      </p>
    </section>
  );
}

function whatOf({ ref, reason }: Selection, page: FailedOverview): string {
  if (ref) return 'this one';
  const titled = page.reasons.find((one) => one.reason === reason);
  return titled ? `“${titled.title}”` : 'all of this stretch';
}

function Answer({ outcome, would }: { outcome: Outcome; would: boolean }) {
  if (outcome.problem) return <Problem>{outcome.problem.message}</Problem>;
  if (!outcome.document) return null;
  const { counts, record } = outcome.document;
  return (
    <>
      {record?.problem && <Problem>It ended early: {record.problem}</Problem>}
      <Counts counts={counts} would={would} />
    </>
  );
}

function Counts({ counts, would }: { counts: ReplayCounts; would: boolean }) {
  const { passed, left, failedAgain, withheld, alreadyReplayed, faults } = counts;
  const rows = [
    ['passed', passed, would ? 'would pass and be delivered' : 'passed and are delivered'],
    ['left', left, 'more would pass: replay again afterwards'],
    ['failed', failedAgain, would ? 'would fail again' : 'failed again, and stay'],
    ['withheld', withheld, 'are not replayed at all'],
    ['already', alreadyReplayed, 'were replayed before'],
  ] as const;
  return (
    <>
      <ul className="flex flex-col gap-0.5 tabular-nums">
        {rows
          .filter(([name, count]) => count > 0 || name === 'passed')
          .map(([name, count, words]) => (
            <li key={name} data-outcome={name}>
              <strong className="font-semibold">{formatFigure(count, 'count')}</strong> {words}
            </li>
          ))}
      </ul>
      {faults.length > 0 && (
        <ul aria-label="Why not" className="flex flex-col gap-0.5 text-muted">
          {faults.map((fault) => (
            <li key={`${fault.reason} ${fault.field} ${fault.words}`}>
              {formatFigure(fault.count, 'count')} × {fault.words}
              {fault.field && !fault.withheld && (
                <>
                  {' '}
                  in <code className="break-all text-sm">{fault.field}</code>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
