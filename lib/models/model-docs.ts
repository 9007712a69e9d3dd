import { MODELS } from './models';

/** The modelled tables as Markdown. */
export function modelDocs(): string {
  return MODELS.map(({ name, doc, key, columns }) => {
    const rows = columns.map(
      (column) =>
        `| ${column.name} | ${column.type}${column.nullable ? ' or null' : ''} | ${column.doc} |`,
    );
    return [
      `### ${name}`,
      `${doc} Key: ${key.map((column) => `\`${column}\``).join(', ')}.`,
      '',
      '| column | type | meaning |',
      '|---|---|---|',
      ...rows,
    ].join('\n');
  }).join('\n\n');
}
