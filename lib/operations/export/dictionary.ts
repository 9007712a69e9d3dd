import { toIso } from '@/lib/common/clock';
import { COLUMNS, type Column } from '@/lib/events/columns';
import { glueColumns } from '@/lib/events/projections';

/** What a data set's columns mean, as a page beside it. */
export function dictionary(
  names: readonly string[],
  { events, first_ms, last_ms }: { events: number; first_ms: number; last_ms: number },
): string {
  const types = new Map(glueColumns().map(({ name, type }) => [name, type]));
  const rows = (COLUMNS as readonly Column[])
    .filter(({ name }) => names.includes(name))
    .map(({ name, nullable, doc, values }) => {
      const among = values ? ` One of ${values.map((value) => `\`${value}\``).join(', ')}.` : '';
      return `| ${name} | ${types.get(name)} | ${nullable ? 'yes' : 'no'} | ${doc.replaceAll('|', '\\|')}${among} |`;
    });
  return `# Data dictionary

${events.toLocaleString('en')} events of a shop's clickstream, from ${toIso(first_ms)} to ${toIso(last_ms)}.
One row an event, each once; the lines of an order are one purchase event each. Synthetic: nobody did
any of it. \`events.parquet\`, \`events.ndjson\` and \`events.csv\` hold the same rows, in order of time and id.

| column | type | may be empty | meaning |
|---|---|---|---|
${rows.join('\n')}
`;
}
