import { COLUMNS, type Column } from '@/lib/events/columns';
import published from '@/lib/events/event-v1.json' with { type: 'json' };
import { MODELS } from '@/lib/models/models';
import type { CatalogColumn, CatalogRelation } from './catalog-document';
import { EXAMPLES } from './catalog-examples';
import { modelReads, readersOf } from './catalog-lineage';
import type { Columns } from './catalog-reads';

type Declared = Omit<CatalogColumn, 'reports' | 'models'>;

/** A relation without what is found out about it. */
interface DeclaredRelation {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly Declared[];
}

const TYPES: Readonly<Record<Column['kind'], string>> = {
  string: 'varchar',
  int: 'integer',
  long: 'bigint',
  decimal: 'decimal(10,2)',
};
/** Columns of each published version of the contract, the first at the front. */
const VERSIONS: readonly (readonly { readonly name: string }[])[] = [published];

const exampleOf = (name: string): string | null =>
  Object.hasOwn(EXAMPLES, name) ? EXAMPLES[name as keyof typeof EXAMPLES] : null;

/** Not before it is published: then it comes with the next version. */
function sinceVersion(name: string): number {
  const at = VERSIONS.findIndex((columns) => columns.some((column) => column.name === name));
  return (at < 0 ? VERSIONS.length : at) + 1;
}

function eventColumn({ name, kind, nullable, doc, values }: Column): Declared {
  const among = values ? ` One of ${values.join(', ')}.` : '';
  return {
    name,
    type: TYPES[kind],
    description: `${doc}${among}`,
    partition: false,
    nullable,
    since: sinceVersion(name),
    example: exampleOf(name),
  };
}

function plain(name: string, type: string, description: string, example: string | null): Declared {
  return { name, type, description, example, partition: false, nullable: false, since: null };
}

const EVENTS: DeclaredRelation = {
  name: 'events',
  description: 'One row an event, each once by event_id: the contract, as it was captured.',
  columns: [
    ...(COLUMNS as readonly Column[]).map(eventColumn),
    {
      ...plain('dt', 'varchar', 'The UTC date inside event_id.', '2026-11-22'),
      partition: true,
    },
  ],
};

const PRODUCTS: DeclaredRelation = {
  name: 'products',
  description: 'One row a product of the shop’s catalogue.',
  columns: [
    plain('product_id', 'varchar', 'Catalogue id.', EXAMPLES.product_id),
    plain('name', 'varchar', 'As the shop calls it, with its tone.', null),
    plain('category', 'varchar', 'Category of the catalogue.', 'tea-and-coffee'),
    plain('price', 'decimal(10,2)', 'Price of one unit today, in EUR.', EXAMPLES.unit_price),
  ],
};

const DECLARED: readonly DeclaredRelation[] = [
  EVENTS,
  PRODUCTS,
  ...MODELS.map(({ name, doc, columns, partition }) => ({
    name,
    description: doc,
    columns: columns.map((column) => ({
      ...plain(column.name, column.type, column.doc, exampleOf(column.name)),
      partition: column.name === partition,
      nullable: column.nullable ?? false,
    })),
  })),
];

/** Every published relation with its columns, by name. */
export const RELATION_COLUMNS: Columns = new Map(
  DECLARED.map(({ name, columns }) => [name, new Set(columns.map((column) => column.name))]),
);

let found: readonly Omit<CatalogRelation, 'stored'>[] | null = null;

/** All published relations, with who reads which column. It is the same while the code is. */
export function catalogRelations(): readonly Omit<CatalogRelation, 'stored'>[] {
  found ??= findReaders();
  return found;
}

function findReaders(): readonly Omit<CatalogRelation, 'stored'>[] {
  const readers = readersOf(RELATION_COLUMNS);
  const reads = [...modelReads(RELATION_COLUMNS)];
  return DECLARED.map((relation) => ({
    ...relation,
    sources: [...(reads.find(([model]) => model === relation.name)?.[1].keys() ?? [])],
    columns: relation.columns.map((column) => ({
      ...column,
      reports: readers(relation.name, column.name),
      models: reads
        .filter(([, of]) => of.get(relation.name)?.has(column.name))
        .map(([model]) => model),
    })),
  }));
}
