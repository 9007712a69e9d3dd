import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleWireEvent } from '@/lib/testing/sample-events';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { type LedgerEntry, ledgerPath } from './ledger';
import { openLedger } from './ledger-file';
import { type BadLine, ledgerRuns, readLedger } from './ledger-read';

const RUN: LedgerEntry = {
  t: 'run',
  v: 1,
  at: 1,
  run_id: 'r1',
  actor: 'producer',
  channel: 'collector',
  seed: 7,
  parameters: { rate: 5 },
};
const event = sampleWireEvent();
const ENTRIES: readonly LedgerEntry[] = [
  RUN,
  { t: 'captured', at: 2, events: [event] },
  { t: 'acked', at: 3, ids: [event.event_id] },
  { t: 'failed', at: 4, ids: ['x'], reason: 'nothing answers' },
  { t: 'trouble', at: 5, shopper: 1, what: 'a page crashed' },
  { t: 'end', at: 6, why: 'done' },
];

async function read(root: string) {
  const bad: BadLine[] = [];
  const entries: LedgerEntry[] = [];
  for await (const entry of readLedger(root, 'r1', (line) => bad.push(line))) entries.push(entry);
  return { entries, bad };
}

async function written(entries: readonly LedgerEntry[]): Promise<string> {
  const root = scratchFolder();
  const ledger = await openLedger(root, 'r1');
  await Promise.all(entries.map((entry) => ledger.write(entry)));
  await ledger.close();
  return root;
}

test('what is written is read again, in order', async () => {
  const root = await written(ENTRIES);
  const plain = JSON.parse(JSON.stringify(ENTRIES));
  expect(await read(root)).toEqual({ entries: plain, bad: [] });
  expect(await ledgerRuns(root)).toEqual(['r1']);
});

test('an entry is in the file when its write resolves, not only at the end', async () => {
  const root = scratchFolder();
  const ledger = await openLedger(root, 'r1');
  await ledger.write(RUN);
  expect(readFileSync(join(root, ledgerPath('r1')), 'utf8')).toBe(`${JSON.stringify(RUN)}\n`);
  await ledger.close();
});

test('is written as JSON has it, whatever was made into text before', async () => {
  const captured: LedgerEntry = { t: 'captured', at: 2, shopper: 3, events: [event, event] };
  const root = await written([captured, { t: 'captured', at: 3, events: captured.events }]);
  const lines = readFileSync(join(root, ledgerPath('r1')), 'utf8').split('\n');
  expect(lines[0]).toBe(JSON.stringify(captured));
  expect(lines[1]).toBe(JSON.stringify({ t: 'captured', at: 3, events: captured.events }));
});

test('a torn tail costs its own line and is named, and the run can be taken up again', async () => {
  const root = await written(ENTRIES.slice(0, 3));
  const path = join(root, ledgerPath('r1'));
  truncateSync(path, readFileSync(path).length - 10);
  expect(await read(root)).toMatchObject({
    entries: [{ t: 'run' }, { t: 'captured' }],
    bad: [{ line: 3, kind: 'torn' }],
  });

  const again = await openLedger(root, 'r1');
  await again.write(RUN);
  await again.write({ t: 'end', at: 9, why: 'done' });
  await again.close();
  const { entries, bad } = await read(root);
  expect(entries.map(({ t }) => t)).toEqual(['run', 'captured', 'run', 'end']);
  expect(bad).toEqual([{ line: 3, kind: 'torn' }]);
});

test('a bad line anywhere else is damage', async () => {
  const root = await written(ENTRIES);
  const path = join(root, ledgerPath('r1'));
  const lines = readFileSync(path, 'utf8').split('\n');
  lines[1] = '{"t":"captured"}';
  writeFileSync(path, lines.join('\n'));
  appendFileSync(path, '{"t":"acked","at":7,"ids":["y"');
  expect((await read(root)).bad).toEqual([
    { line: 2, kind: 'damaged' },
    { line: 7, kind: 'torn' },
  ]);
});

test('after a failed write every later one fails as well', async () => {
  const root = scratchFolder();
  const ledger = await openLedger(root, 'r1');
  await ledger.close();
  await expect(ledger.write(RUN)).rejects.toThrow();
  await expect(ledger.write(RUN)).rejects.toThrow();
});
