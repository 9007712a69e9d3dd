import { join } from 'node:path';
import { idsOf } from '@/lib/lake/duckdb-rows';
import { nodeIo } from '@/lib/lake/lake-io';
import { PROCESSED_EVENTS, type Table, tableFolder } from '@/lib/lake/layout';
import { MODEL_ORDERS } from '@/lib/lake/make-models';
import { EMPTY_MANIFEST, type Manifest, type StoredFile } from '@/lib/lake/manifest';
import { createManifestReader, writeManifest } from '@/lib/lake/manifest-file';
import type { ModelDay } from '@/lib/lake/model-days';
import { parquet } from '@/lib/lake/parquet-relation';
import { placeParquet } from '@/lib/lake/place-parquet';
import { EVENT_ORDER } from '@/lib/lake/roll-sql';
import { sessionDaysIn } from '@/lib/lake/session-days';
import { type LakeConnection, withDuckdb } from '@/lib/lake/with-duckdb';
import { MODELS } from '@/lib/models/models';
import { SESSION_COLUMNS } from '@/lib/models/sessions';

/** The digit of an id that a copy has for its own: the first of its last group. */
const OWN_DIGIT = 25;

const ownId = (id: string) =>
  `substr(${id}, 1, ${OWN_DIGIT - 1}) || format('{:x}', copy) || substr(${id}, ${OWN_DIGIT + 1})`;
const ownName = (name: string) => `${name} || '-' || copy`;

/** What tells a copy's rows from another's, where a table has such a column. */
const OWN: Readonly<Record<string, string>> = {
  event_id: ownId('event_id'),
  session_id: ownId('session_id'),
  user_id: ownName('user_id'),
  order_id: ownName('order_id'),
};

/**
 * A lake whose days hold those of another several times, each copy with visitors, sessions and orders
 * of its own. The models' rows are copied likewise and not counted anew, so that the tables by bucket
 * have more rows than models made of these events would have: what reads them has more to read.
 */
export async function copyLake(
  from: string,
  to: string,
  copies: number,
  report: (text: string) => void,
): Promise<void> {
  if (copies > 16) throw new Error('a copy is told by one hexadecimal digit');
  const source = await createManifestReader(from).read();
  await withDuckdb(to, { memoryLimit: '6GB' }, async (connection) => {
    const copy = copierOf(connection, from, to, copies);
    const files: StoredFile[] = [];
    for (const file of source.files) {
      files.push(await copy.events(file));
      report(`${file.dt}: ${files.reduce((sum, { rows }) => sum + rows, 0)} events`);
    }
    const models: ModelDay[] = [];
    for (const day of source.models) {
      models.push(await copy.models(day, files));
      report(`models of ${day.day}`);
    }
    const manifest: Manifest = { ...EMPTY_MANIFEST, generation: 1, files, models };
    await writeManifest(to, manifest, nodeIo);
  });
}

function copierOf(connection: LakeConnection, from: string, to: string, copies: number) {
  const visitor = SESSION_COLUMNS.find(({ name }) => name === 'visitor');
  if (!visitor) throw new Error('sessions have no visitor');

  async function place(
    table: Table,
    path: string,
    columns: readonly string[],
    partition: [string, string],
    order: string,
  ) {
    const own = columns.filter((name) => name in OWN).map((name) => `${OWN[name]} AS ${name}`);
    const replaced = own.length > 0 ? `REPLACE (${own.join(', ')})` : '';
    const last = columns.includes('visitor') ? `REPLACE (${visitor?.sql} AS visitor)` : '';
    return placeParquet(connection, {
      root: to,
      folder: tableFolder(table),
      partition,
      source: `SELECT ${last ? `* ${last}` : '*'} FROM (
        SELECT * EXCLUDE (copy) ${replaced} FROM ${parquet([join(from, tableFolder(table), path)])}
        CROSS JOIN (SELECT unnest(range(${copies})) AS copy))`,
      order,
      verify: async () => undefined,
      reached: () => undefined,
    });
  }

  return {
    async events(file: StoredFile): Promise<StoredFile> {
      const columns = ['event_id', 'session_id', 'user_id', 'order_id'];
      const { path, bytes } = await place(
        'events',
        file.path,
        columns,
        ['dt', file.dt],
        EVENT_ORDER,
      );
      const full = join(to, PROCESSED_EVENTS, path);
      const { distinct, ...ids } = await idsOf(connection, parquet([full]));
      if (distinct !== ids.rows) throw new Error(`${path} has events of one id`);
      const sessions = [...(await sessionDaysIn(connection, full, file.dt))];
      return { ...file, path, bytes, ...ids, sessions };
    },
    async models(day: ModelDay, files: readonly StoredFile[]): Promise<ModelDay> {
      const made: ModelDay['files'] = [];
      for (const model of MODELS) {
        const known = day.files.find(({ table }) => table === model.name);
        if (!known) throw new Error(`${day.day} has no ${model.name}`);
        const names = model.columns.map(({ name }) => name);
        const { path, bytes } = await place(
          model.name,
          known.path,
          names,
          [model.partition, day.day],
          MODEL_ORDERS[model.name],
        );
        made.push({ table: model.name, path, rows: known.rows * copies, bytes });
      }
      const content = files.flatMap(({ sessions = [] }) =>
        sessions.filter((one) => one.day === day.day),
      );
      return {
        ...day,
        rows: content.reduce((sum, { rows }) => sum + rows, 0),
        id_sum: String(content.reduce((sum, { id_sum }) => sum ^ BigInt(id_sum), 0n)),
        files: made,
      };
    },
  };
}
