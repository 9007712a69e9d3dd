import type { RunDocument } from '@/lib/runs/run-document';
import { momentText } from '../moment-text';
import { ScopedLink } from '../scoped-link';
import { Scroller } from '../scroller';
import { channelWords, orderWords, STATE_WORDS } from './run-words';

const HEADS = ['Run', 'What', 'Started', 'Outcome', 'Audit'];

/** Runs that are over, the newest first. */
export function RunTable({ runs, zone }: { runs: readonly RunDocument[]; zone: string }) {
  return (
    <Scroller label="Runs that are over">
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-line border-b text-muted">
            {HEADS.map((head) => (
              <th key={head} scope="col" className="whitespace-nowrap py-1.5 pr-4 font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr
              key={run.run_id}
              data-run={run.run_id}
              data-state={run.state}
              className="border-line border-b align-baseline"
            >
              <td className="whitespace-nowrap py-1.5 pr-4">
                {run.state === 'failed' ? (
                  run.run_id
                ) : (
                  <ScopedLink
                    path="/admin/audit"
                    values={{ run: run.run_id }}
                    className="text-accent underline underline-offset-4"
                  >
                    {run.run_id}
                  </ScopedLink>
                )}
              </td>
              <td className="min-w-56 py-1.5 pr-4">
                {channelWords(run.channel)}
                <span className="block text-muted">{orderWords(run)}</span>
              </td>
              <td className="whitespace-nowrap py-1.5 pr-4 text-muted tabular-nums">
                {momentText(run.startedAtMs, zone)}
              </td>
              <td className="max-w-96 py-1.5 pr-4">
                {STATE_WORDS[run.state]}
                {run.problem && <span className="block text-danger">{run.problem}</span>}
              </td>
              <td className="whitespace-nowrap py-1.5 pr-4">
                {run.verdict === null ? (
                  <span className="text-muted">Not yet</span>
                ) : run.verdict.agrees ? (
                  'Every event agrees'
                ) : (
                  <span className="text-danger">Does not agree</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
