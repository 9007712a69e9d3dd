'use client';

import { useEffect, useState } from 'react';
import { DAY_MS, SECOND_MS } from '@/lib/common/clock';
import { dollars } from '@/lib/cost/dollars';
import { byPart, monthlyCost } from '@/lib/cost/monthly';
import { workloadAt } from '@/lib/cost/workload';
import { formatFigure } from '@/lib/dashboards/figure';
import { Choice } from '../choice';
import { fetchAnswer, type Polled } from '../polling';
import { Problem } from '../problem';
import { Scroller } from '../scroller';
import { signInAgain } from '../sign-in-again';

interface Overview {
  readonly rows: readonly {
    readonly period: string;
    readonly actor: string;
    readonly events: number;
  }[];
}

const OVERVIEW = '/api/admin/reports/overview?range=24h';
const RATES = [
  { value: 'measured', label: 'This shop, last 24 hours' },
  { value: '1', label: '1 event/s' },
  { value: '100', label: '100 events/s' },
  { value: '10000', label: '10,000 events/s' },
];
const PACKING_WORDS = {
  served: 'as the server packs',
  full: 'full',
  none: 'one event each',
} as const;
const PACKINGS = Object.entries(PACKING_WORDS).map(([value, label]) => ({ value, label }));

/** A shop where little happens has a rate all the same. */
const SHORT = { maximumFractionDigits: 5 };

/** What this traffic costs on AWS, part by part. */
export function CostBoard() {
  const [{ document: overview, problem }, setAnswer] = useState<Polled<Overview>>({});
  const [rate, setRate] = useState('measured');
  const [packing, setPacking] = useState<keyof typeof PACKING_WORDS>('served');
  useEffect(() => {
    const leaving = new AbortController();
    void fetchAnswer<Overview>(OVERVIEW, leaving.signal, signInAgain).then((answer) => {
      if (!leaving.signal.aborted) setAnswer(answer);
    });
    return () => leaving.abort();
  }, []);
  const measured = overview?.rows.find(
    ({ period, actor }) => period === 'current' && actor === 'all',
  )?.events;
  const perSecond =
    rate === 'measured'
      ? measured === undefined
        ? null
        : measured / (DAY_MS / SECOND_MS)
      : Number(rate);
  return (
    <>
      <div className="flex flex-col gap-3 border-line border-b px-4 py-3 md:px-6">
        <h1 className="font-display text-title">What would this cost on AWS?</h1>
        <div className="flex flex-wrap gap-x-8 gap-y-2">
          <Choice
            inline
            label="Traffic"
            value={rate}
            options={RATES}
            onChange={(value) => setRate(value)}
          />
          <Choice
            inline
            label="Firehose records"
            value={packing}
            options={PACKINGS}
            onChange={(value) => setPacking(value as keyof typeof PACKING_WORDS)}
          />
        </div>
      </div>
      <div className="flex flex-col gap-10 px-4 py-5 md:px-6">
        {problem && rate === 'measured' && <Problem>{problem.message}</Problem>}
        {perSecond !== null && (
          <Costs
            cost={monthlyCost(workloadAt(perSecond, packing))}
            perSecond={perSecond}
            measured={rate === 'measured' ? measured : undefined}
          />
        )}
      </div>
    </>
  );
}

interface CostsProps {
  readonly cost: ReturnType<typeof monthlyCost>;
  readonly perSecond: number;
  /** Events of the last day, where the rate comes from them. */
  readonly measured: number | undefined;
}

function Costs({ cost, perSecond, measured }: CostsProps) {
  const parts = byPart(cost);
  const most = parts[0]?.usd || 1;
  return (
    <>
      <div className="border-accent border-l-4 pl-4">
        <p data-month={cost.total} className="font-display text-poster tabular-nums">
          {dollars(cost.total)}
        </p>
        <p className="max-w-prose text-muted">
          a month at {Number(perSecond.toPrecision(2)).toLocaleString('en-IE', SHORT)} events a
          second
          {measured !== undefined && ` (${formatFigure(measured, 'count')} in the last 24 hours)`}.{' '}
          {dollars(cost.standing)} of it stands without any traffic
          {cost.events > 0 && `; all of it is ${dollars(cost.perMillion)} a million events`}.
        </p>
      </div>
      <section aria-label="Parts" className="flex flex-col gap-3">
        <h2 className="font-semibold text-base">What is it for?</h2>
        <ul className="flex flex-col gap-1">
          {parts.map(({ part, usd }) => (
            <li
              key={part}
              className="grid grid-cols-[8.5rem_minmax(0,1fr)_6rem] items-center gap-3"
            >
              <span>{part}</span>
              <svg
                aria-hidden="true"
                viewBox="0 0 100 1"
                preserveAspectRatio="none"
                className="h-3 w-full"
              >
                <rect width={(100 * usd) / most} height="1" className="fill-accent" />
              </svg>
              <span className="text-right tabular-nums">{dollars(usd)}</span>
            </li>
          ))}
        </ul>
      </section>
      <details>
        <summary className="py-1 text-muted hover:text-ink">
          All {cost.lines.length} lines of the estimate
        </summary>
        <Scroller label="Lines of the estimate">
          <table className="w-full border-collapse text-left">
            <thead>
              <tr className="border-line border-b text-muted">
                {['Part', 'Of', 'A month'].map((head) => (
                  <th key={head} scope="col" className="py-1.5 pr-4 font-normal last:text-right">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {cost.lines.map(({ part, of, usd, standing }) => (
                <tr key={`${part} ${of}`} className="border-line border-b">
                  <td className="whitespace-nowrap py-1 pr-4">{part}</td>
                  <td className="py-1 pr-4 text-muted">
                    {of}
                    {standing && ', also without traffic'}
                  </td>
                  <td className="whitespace-nowrap py-1 pr-4 text-right tabular-nums">
                    {dollars(usd)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroller>
      </details>
      <p className="max-w-prose text-muted">
        List prices of us-east-1 without free tiers of the first year, most of them remembered and
        not looked up again; page weight and events a request are assumptions. An estimate, no bill:
        docs/cost.md says what it is made of.
      </p>
    </>
  );
}
