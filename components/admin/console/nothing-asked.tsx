import type { ConsoleLimits } from '@/lib/console/console-document';
import { formatFigure } from '@/lib/dashboards/figure';

interface NothingAskedProps {
  readonly limits: ConsoleLimits | null;
  onExamples(): void;
}

/** The place of an answer before there is one. */
export function NothingAsked({ limits, onExamples }: NothingAskedProps) {
  return (
    <div className="flex flex-col items-start gap-2 py-4">
      <p>
        Nothing is asked yet. Write a SELECT in Athena’s SQL and press Run, or{' '}
        <button
          type="button"
          onClick={onExamples}
          className="text-accent underline underline-offset-4"
        >
          begin with an example
        </button>
        .
      </p>
      {limits && (
        <p className="text-muted">
          A query may take {formatFigure(limits.ms, 'latency')} and give{' '}
          {formatFigure(limits.rows, 'count')} rows or {formatFigure(limits.bytes, 'bytes')};{' '}
          {limits.atOnce === 1 ? 'one is' : `${limits.atOnce} are`} answered at a time, others wait
          for their turn. It reads and changes nothing.
        </p>
      )}
    </div>
  );
}
