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

test('after all of them nothing is written, and the same process answers as if nothing had been', async () => {
  expect(everything(lake.around)).toBe(before);
  const sql = `WITH events AS (SELECT count(*) AS n FROM events) SELECT n, 'events' FROM events`;
  expect(await asked(sql)).toMatchObject([
    { kind: 'columns' },
    { kind: 'rows', rows: [[5, 'events']] },
    { kind: 'end', rows: 1 },
  ]);
});
