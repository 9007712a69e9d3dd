import { SETTINGS } from '@/lib/config/settings';
import { monthlyTable, packedTable, packingTable, pricesTable } from '@/lib/cost/cost-docs';
import { redriveRulesTable } from '@/lib/delivery/redrive-rules';
import { elementsTable } from '@/lib/events/element-docs';
import { docsTable } from '@/lib/events/projections';
import { modelDocs } from '@/lib/models/model-docs';

export interface GeneratedDoc {
  readonly path: string;
  /** Stands between `<!-- generated: name -->` and `<!-- end: name -->`. */
  readonly name: string;
  readonly content: () => string;
}

/** Run `npm run docs` after a change; a test holds each to its source. */
export const GENERATED_DOCS: readonly GeneratedDoc[] = [
  { path: 'docs/event-contract.md', name: 'columns', content: docsTable },
  { path: 'docs/event-contract.md', name: 'elements', content: elementsTable },
  { path: 'docs/models.md', name: 'models', content: modelDocs },
  { path: 'docs/guides/aws.md', name: 'redrive-rules', content: redriveRulesTable },
  { path: 'docs/cost.md', name: 'packing', content: packingTable },
  { path: 'docs/cost.md', name: 'monthly', content: monthlyTable },
  { path: 'docs/cost.md', name: 'packed', content: packedTable },
  { path: 'docs/cost.md', name: 'prices', content: pricesTable },
  { path: 'README.md', name: 'settings', content: settingsTable },
];

function settingsTable(): string {
  const rows = Object.entries(SETTINGS).map(([name, { rule, doc }]) => {
    const fallback = rule.safeParse(undefined);
    const value = fallback.success && fallback.data !== undefined ? `\`${fallback.data}\`` : '';
    return `| \`${name}\` | ${value} | ${doc} |`;
  });
  return ['| setting | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

/** `.env.example`: every setting, commented out, with its default. */
export function envExample(): string {
  const blocks = Object.entries(SETTINGS).map(([name, { rule, doc }]) => {
    const fallback = rule.safeParse(undefined);
    const value = fallback.success && fallback.data !== undefined ? fallback.data : '';
    return `# ${doc}\n#${name}=${value}\n`;
  });
  return `# Settings of Footfall. Copy to .env and uncomment what you want to change.\n\n${blocks.join('\n')}`;
}
