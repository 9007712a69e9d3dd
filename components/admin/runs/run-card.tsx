'use client';

import { useState } from 'react';
import { ShareBar } from '@/components/charts/share-bar';
import type { RunDocument } from '@/lib/runs/run-document';
import { momentText } from '../moment-text';
import { Problem } from '../problem';
import { channelWords, orderWords, STATE_WORDS, shareDone } from './run-words';
import { change } from './use-runs';

interface RunCardProps {
  readonly run: RunDocument;
  readonly zone: string;
  readonly now: number;
  readonly mayStop: boolean;
  onStopped(): void;
}

/** A run under way: how far it is, what it has come to, and how to end it. */
export function RunCard({ run, zone, now, mayStop, onStopped }: RunCardProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const { run_id, progress, state } = run;
  const share = shareDone(run, now);

  async function stop() {
    setProblem(await change(`/${encodeURIComponent(run_id)}`, 'DELETE'));
    onStopped();
  }

  return (
    <li
      data-run={run_id}
      data-state={state}
      className="flex flex-col gap-2 border-line border-b py-3"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p>
          <span className="font-semibold">{channelWords(run.channel)}</span>
          <span className="text-muted">
            {' '}
            {orderWords(run)} · {STATE_WORDS[state]} since {momentText(run.startedAtMs, zone)}
          </span>
        </p>
        {mayStop && state === 'running' && (
          <button
            type="button"
            aria-label={`Stop ${run_id}`}
            onClick={stop}
            className="min-h-9 border border-line px-4 hover:border-danger hover:text-danger"
          >
            Stop
          </button>
        )}
      </div>
      {share !== null && (
        <ShareBar
          label={`${Math.round(share * 100)} % done`}
          segments={[{ name: 'done', share, fill: 'fill-accent' }]}
        />
      )}
      <dl className="flex flex-wrap gap-x-8 gap-y-1 tabular-nums">
        {progress ? (
          [
            ...(progress.shoppers === null ? [] : [['Shoppers gone', progress.shoppers] as const]),
            ['Captured', progress.captured] as const,
            ['Acknowledged', progress.acked] as const,
            ['Rejected', progress.rejected] as const,
            ['Failed', progress.failed] as const,
          ].map(([label, value]) => (
            <div key={label} className="flex gap-2">
              <dt className="text-muted">{label}</dt>
              <dd data-figure={label}>{value.toLocaleString('en-IE')}</dd>
            </div>
          ))
        ) : (
          <div>
            <dt className="sr-only">Progress</dt>
            <dd className="text-muted">
              {state === 'running'
                ? 'Getting ready.'
                : 'A command runs it: its terminal shows more.'}
            </dd>
          </div>
        )}
      </dl>
      {progress?.trouble && <p className="text-danger">{progress.trouble}</p>}
      {problem && <Problem>{problem}</Problem>}
    </li>
  );
}
