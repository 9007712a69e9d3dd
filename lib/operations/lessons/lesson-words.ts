import type { Lesson } from './lesson';

const WHERE: Readonly<Record<Lesson['data'][number], string>> = {
  events: '`data/events/`: each event once, with its session',
  visits: '`data/visits/`: each event once, without anything of its session',
  deliveries:
    '`data/deliveries/deliveries.ndjson`: what arrived, in order of arrival, copies and all',
  failed:
    '`data/deliveries/failed.ndjson`: what broke the contract, with the reason and its bytes in base64',
};

/** The first page of a set. */
export function courseReadme(lessons: readonly Lesson[]): string {
  const rows = lessons.map(
    ({ name, title, data }, at) =>
      `| ${at + 1} | [${title}](${at + 1}-${name}/README.md) | ${data.map((one) => `\`${one}\``).join(', ')} |`,
  );
  return `# Six lessons on a clickstream

Some days of a shop that does not exist: nobody did any of it, so that it can be known what truly happened.
Everything is in this folder; no lesson needs a network.

| | lesson | data |
|---|---|---|
${rows.join('\n')}

${Object.values(WHERE)
  .map((line) => `- ${line}.`)
  .join('\n')}

\`events\` and \`visits\` come as Parquet, NDJSON and CSV, with a dictionary of their columns.

Answer with whatever you like: a table as CSV or JSON, or a query. In the folder of the shop's code,

\`\`\`sh
npm run lessons -- check 1 --set <this folder> --answer mine.csv
npm run lessons -- check 1 --set <this folder> --sql mine.sql
\`\`\`

says whether it is right and what differs, and not what would be right. A query is run by DuckDB over the relations
\`events\`, \`visits\`, \`deliveries\` and \`failed\`; Trino's names are known as well. The order of rows and of
columns does not matter.
`;
}

/** One lesson's page. */
export function lessonReadme(lesson: Lesson, number: number): string {
  const { name, title, task, hints, columns, data } = lesson;
  return `# ${number}. ${title}

${task}

## Data
${data.map((one) => `- ${WHERE[one]}`).join('\n')}

## Answer
A table of these columns:

| column | holds |
|---|---|
${Object.entries(columns)
  .map(([column, words]) => `| ${column} | ${words} |`)
  .join('\n')}

\`\`\`sh
npm run lessons -- check ${number} --set <the folder above> --answer ${name}.csv
\`\`\`

## Hints
${hints
  .map((hint, at) => `<details><summary>Hint ${at + 1}</summary>\n\n${hint}\n\n</details>`)
  .join('\n')}
`;
}
