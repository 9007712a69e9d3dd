'use client';

import { useState } from 'react';
import type { PastQuery, SavedQuery } from '@/lib/console/console-document';
import { formatFigure } from '@/lib/dashboards/figure';
import { momentText } from '../moment-text';
import { Problem } from '../problem';
import { Skeleton } from '../skeleton';
import { deleteQuery } from './console-requests';
import { examplesAt } from './examples';
import { Retry } from './retry';
import { type AskedOnce, wordsOf } from './use-asked';

/** A query as it is taken into a tab. */
export type OpenQuery = Pick<PastQuery, 'sql' | 'parameters'> & {
  readonly name?: string;
  readonly savedId?: string;
};

interface ListProps {
  onOpen(query: OpenQuery): void;
}

const ITEM = 'group flex w-full flex-col py-2 text-left';
const NAME = 'group-hover:text-accent group-hover:underline';
const SQL = 'max-w-full truncate font-mono text-xs';

export function ExampleList({ onOpen, now }: ListProps & { now: number }) {
  return (
    <ul>
      {examplesAt(now).map((example) => (
        <li key={example.name} className="border-line border-b">
          <button type="button" className={ITEM} onClick={() => onOpen(example)}>
            <span className={NAME}>{example.name}</span>
            <span className="text-muted">{example.about}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface HistoryListProps extends ListProps {
  readonly history: AskedOnce<readonly PastQuery[]>;
  readonly zone: string;
}

export function HistoryList({
  history: { value, problem, again },
  zone,
  onOpen,
}: HistoryListProps) {
  if (problem && !value) return <Retry problem={problem} onRetry={again} />;
  if (!value) return <Skeleton height={200} />;
  if (value.length === 0) {
    return <p className="text-muted">You have asked nothing yet. What you run is listed here.</p>;
  }
  return (
    <>
      <p className="text-muted text-xs">Times of {zone}.</p>
      <ul>
        {value.map((query) => (
          <li key={query.query_id} className="border-line border-b">
            <button type="button" className={ITEM} onClick={() => onOpen(query)}>
              <span className={`${SQL} ${NAME}`}>{oneLine(query.sql)}</span>
              <span className="text-muted text-xs tabular-nums">
                {momentText(query.askedAtMs, zone)} · {outcomeText(query.outcome)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

interface SavedListProps extends ListProps {
  readonly saved: AskedOnce<readonly SavedQuery[]>;
  readonly isMine: (query: SavedQuery) => boolean;
}

export function SavedList({ saved: { value, problem, again }, isMine, onOpen }: SavedListProps) {
  const [deleting, setDeleting] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  if (problem && !value) return <Retry problem={problem} onRetry={again} />;
  if (!value) return <Skeleton height={200} />;

  async function remove(id: string) {
    try {
      await deleteQuery(id);
      setFailed(null);
    } catch (error) {
      setFailed(wordsOf(error));
    }
    setDeleting(null);
    again();
  }

  return (
    <>
      {failed && <Problem>{failed}</Problem>}
      {value.length === 0 && (
        <p className="text-muted">Nothing is saved yet. Save keeps the query that you are at.</p>
      )}
      <ul>
        {value.map((query) => (
          <li key={query.id} className="flex items-start gap-2 border-line border-b">
            <button
              type="button"
              className={`${ITEM} min-w-0`}
              onClick={() => onOpen({ ...query, savedId: query.id })}
            >
              <span className={NAME}>{query.name}</span>
              <span className={`${SQL} text-muted`}>{oneLine(query.sql)}</span>
              {query.shared && (
                <span className="text-muted text-xs">
                  {isMine(query) ? 'Shared by you' : `Shared by ${query.ownerName}`}
                </span>
              )}
            </button>
            {isMine(query) &&
              (deleting === query.id ? (
                <span className="flex shrink-0 flex-col items-end py-1">
                  <button
                    type="button"
                    // biome-ignore lint/a11y/noAutofocus: it stands where the button was that was pressed
                    autoFocus
                    className="min-h-8 px-1 text-danger underline underline-offset-4"
                    onClick={() => remove(query.id)}
                  >
                    Delete
                  </button>
                  <button type="button" className="min-h-8 px-1" onClick={() => setDeleting(null)}>
                    Keep
                  </button>
                </span>
              ) : (
                <button
                  type="button"
                  aria-label={`Delete ${query.name}`}
                  className="min-h-9 px-2 text-muted hover:text-danger"
                  onClick={() => setDeleting(query.id)}
                >
                  ×
                </button>
              ))}
          </li>
        ))}
      </ul>
    </>
  );
}

function outcomeText(outcome: PastQuery['outcome']): string {
  if (outcome === null) return 'not ended';
  if (outcome.kind === 'problem') return outcome.problem.code.replaceAll('_', ' ');
  const rows = `${formatFigure(outcome.rows, 'count')} ${outcome.rows === 1 ? 'row' : 'rows'}`;
  return `${rows}, ${formatFigure(outcome.elapsedMs, 'latency')}`;
}

const LINE_CHARS = 200;
const oneLine = (sql: string) => sql.slice(0, LINE_CHARS).replaceAll(/\s+/g, ' ');
