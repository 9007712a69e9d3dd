import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { inventedEscapes, knownEscapes } from '@/lib/testing/console-escapes';
import { consoleLake } from '@/lib/testing/console-lake';
import { type ConsoleChild, childProgram, startConsoleChild } from './console-child';
import { ConsoleError } from './console-engine';
import { findWriteGuard } from './write-guard';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let lake: Awaited<ReturnType<typeof consoleLake>>;
let child: ConsoleChild;
let before: string;

/** Every file around and in the lake, by its bytes. */
function everything(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return files
    .map((name) => {
      const path = join(folder, name);
      const isFile = statSync(path).isFile();
      const hash = isFile ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
      return `${name} ${hash}`;
    })
    .join('\n');
}

// One process hears them all: what an attempt does to it, the next one and the last test would meet.
beforeAll(async () => {
  lake = await consoleLake();
  before = everything(lake.around);
  const { root } = lake;
  const guard = await findWriteGuard({ folder: root, program: childProgram().path });
  const setting = { root, products: [], memory: '256MB', exportFolder: null };
  child = startConsoleChild(setting, guard, lake);
  await child.ready();
});
afterAll(async () => {
  child?.end(new ConsoleError('cancelled', 'the test is over'));
  await child?.gone;
  lake?.remove();
});

async function asked(sql: string) {
  const question = { sql, parameters: [], rows: 100, bytes: 100_000, toParquet: false };
  child.tell({ kind: 'ask', question });
  const said = [];
  for (;;) {
    child.tell({ kind: 'more' });
    const part = await child.next();
    said.push(part);
    if (part.kind === 'problem' || part.kind === 'end') return said;
  }
}

/** Nobody learns from a refusal what lies on this machine. */
const LEAKS = /hidden|1234|root:x:|allowed_directories|secret_directory|CREATE VIEW|\/usr\//;

async function isRefused(sql: string): Promise<void> {
  const said = await asked(sql);
  const shown = sql.slice(0, 200);
  expect(said, shown).toHaveLength(1);
  expect(said[0], shown).toMatchObject({ kind: 'problem' });
  const { code, message } = said[0] as { code: string; message: string };
  // `invalid` is the parser's own no: it could make nothing of it.
  expect(['refused', 'invalid'], `${shown}: ${message}`).toContain(code);
  expect(message, shown).toMatch(/\w+ \w+/);
  expect(message, shown).not.toMatch(LEAKS);
}

// Named before the lake is there: only the texts depend on where it lies.
const NOWHERE = { lake: '', secret: '', link: '', sibling: '', segment: '' };

describe('what is known to be tried', () => {
  test.each(knownEscapes(NOWHERE).map(({ name }, at) => [name, at] as const))(
    '%s',
    async (_, at) => {
      for (const sql of knownEscapes(lake.targets)[at]?.attempts ?? []) await isRefused(sql);
    },
  );
});

describe('what we tried ourselves', () => {
  test.each(inventedEscapes(NOWHERE).map(({ name }, at) => [name, at] as const))(
    '%s',
    async (_, at) => {
      for (const sql of inventedEscapes(lake.targets)[at]?.attempts ?? []) await isRefused(sql);
    },
  );
});

describe('what may be asked', () => {
  test('is answered in values that JSON can say: no infinity, no rounded integer', async () => {
    const sql = `SELECT 9007199254740993 AS big, CAST('Infinity' AS double) AS endless,
      ARRAY[1, 2] AS list, CAST(0.1 AS decimal(5, 2)) AS price, TIMESTAMP '2026-11-22 10:00:00' AS at`;
    const row = ['9007199254740993', 'Infinity', '[1,2]', 0.1, '2026-11-22T10:00:00.000'];
    expect((await asked(sql))[1]).toMatchObject({ kind: 'rows', rows: [row] });
  });

  test('and is wrong, is told of with its place and nothing of this machine', async () => {
    const sql = `SELECT 'é',\n nope FROM events`;
    const [problem] = await asked(sql);
    expect(problem).toMatchObject({ kind: 'problem', code: 'invalid', at: sql.indexOf('nope') });
    const { message } = problem as { message: string };
    expect(message).toContain('nope');
    expect(message).not.toContain(lake.root);
    expect(await asked('SELECT ? AS a')).toMatchObject([{ code: 'invalid' }]);
  });

  test('and is too much, is refused before its rows, or after those that fit', async () => {
    const columns = Array.from({ length: 1_001 }, (_, i) => `${i} AS c${i}`).join(', ');
    expect(await asked(`SELECT ${columns}`)).toMatchObject([{ code: 'too_large' }]);
    const cell = await asked(`SELECT lpad('', 200000, 'x')`);
    expect(cell.at(-1)).toMatchObject({ code: 'too_large' });
    // By DuckDB's own count of its memory, of which this process has little.
    const held = `SELECT count(*) FROM (SELECT DISTINCT x, rpad('', 200, 'x') AS y
      FROM generate_series(1, 5000000) AS t(x))`;
    expect(await asked(held)).toMatchObject([{ code: 'memory' }]);
    const many = await asked('SELECT x FROM UNNEST(sequence(1, 300000)) AS t(x)');
    expect(many.at(-1)).toMatchObject({ kind: 'end', rows: 100, truncated: true });
  });
});

test('after all of them nothing is written, and the same process answers as if nothing had been', async () => {
  expect(everything(lake.around)).toBe(before);
  const sql = `WITH events AS (SELECT count(*) AS n FROM events) SELECT n, 'events' FROM events`;
  expect(await asked(sql)).toMatchObject([
    { kind: 'columns' },
    { kind: 'rows', rows: [[5, 'events']] },
    { kind: 'end', rows: 1 },
  ]);
});
