import { dollars } from './dollars';
import { EVENT_BYTES, FULL_RECORD, firehoseCost } from './firehose';
import { byPart, type CostPart, monthlyCost } from './monthly';
import { PRICES } from './prices';
import { workloadAt } from './workload';

const RATES = [1, 100, 10_000] as const;
const PACKINGS = ['none', 'served', 'full'] as const;

/** Delivery alone, by how many events share a record. */
export function packingTable(): string {
  const rows = [1, 2, 5, FULL_RECORD, FULL_RECORD + 1, 50, 500].map((count) => {
    const { ingest, total } = firehoseCost(1e6, count);
    return `| ${count} | $${ingest.toFixed(4)} | $${total.toFixed(4)} |`;
  });
  return [
    `An event is ${EVENT_BYTES} bytes with its line break.`,
    '',
    '| events a record | ingestion, $ a million | with conversion to Parquet |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

/** A month by part at each rate, packed as the server packs. */
export function monthlyTable(): string {
  const costs = RATES.map((rate) => monthlyCost(workloadAt(rate)));
  const sums = costs.map((cost) => new Map(byPart(cost).map(({ part, usd }) => [part, usd])));
  const parts = [
    ...new Set<CostPart>(
      byPart(costs[costs.length - 1] ?? monthlyCost(workloadAt(1))).map(({ part }) => part),
    ),
  ];
  const row = (name: string, cells: readonly string[]) => `| ${name} | ${cells.join(' | ')} |`;
  return [
    row(
      'part',
      RATES.map((rate) => `${rate.toLocaleString('en-US')} events/s`),
    ),
    row(
      '---',
      RATES.map(() => '---'),
    ),
    ...parts.map((part) =>
      row(
        part,
        sums.map((sum) => dollars(sum.get(part) ?? 0)),
      ),
    ),
    row(
      '**a month**',
      costs.map(({ total }) => `**${dollars(total)}**`),
    ),
    row(
      'paid without any traffic',
      costs.map(({ standing }) => dollars(standing)),
    ),
    row(
      'a million events',
      costs.map(({ perMillion }) => dollars(perMillion)),
    ),
    row('largest part', costs.map(largest)),
  ].join('\n');
}

function largest(cost: ReturnType<typeof monthlyCost>): string {
  const [first] = byPart(cost);
  return first ? `${first.part}, ${Math.round((100 * first.usd) / cost.total)} %` : '';
}

/** The same rates by how records are packed, and without the web side, as where events come from elsewhere. */
export function packedTable(): string {
  const rows = RATES.flatMap((rate) =>
    PACKINGS.map((packing) => {
      const workload = workloadAt(rate, packing);
      const whole = monthlyCost(workload);
      const data = monthlyCost({ ...workload, web: null });
      const firehose = byPart(whole).find(({ part }) => part === 'Firehose')?.usd ?? 0;
      const words = {
        none: 'one event a record',
        served: 'as our server packs',
        full: 'full records',
      };
      const cells = [
        rate.toLocaleString('en-US'),
        `${words[packing]} (${workload.eventsPerRecord.toFixed(1)})`,
        dollars(firehose),
        dollars(data.total),
        dollars(data.perMillion),
        dollars(whole.total),
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  );
  return [
    '| events/s | packing | Firehose | all of the data side | a million events of it | with the web side |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** Every price that is reckoned with, and how sure it is. */
export function pricesTable(): string {
  const rows = Object.values(PRICES).map(
    ({ what, usd, per, source, read }) => `| ${what} | $${usd} | ${per} | ${source}, ${read} |`,
  );
  return ['| | price | per | source |', '|---|---|---|---|', ...rows].join('\n');
}
