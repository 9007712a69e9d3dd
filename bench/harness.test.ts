import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import {
  type BenchRequest,
  type BenchServer,
  benchFolder,
  drive,
  median,
  startServer,
} from './harness';

const folder = benchFolder();
let server: BenchServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});
afterAll(() => folder.remove());

const post = (body: string): BenchRequest => ({
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/json' },
  body,
});

test('the middle of an odd number of runs, and of an even one', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 7])).toBe(6);
  expect(() => median([])).toThrow('no values');
});

test('the yardstick stores what it answers, and refusals are no measurement', async () => {
  const file = join(folder.path, 'yardstick.ndjson');
  server = await startServer({
    name: 'yardstick',
    args: ['--import', 'tsx', 'bench/durable-append.ts', file],
  });
  const requests = [post('{"events":[{"n":1},{"n":2}]}'), post('{"events":[{"n":3}]}')];
  const measured = await drive(server, requests, { connections: 4, seconds: 1 });
  expect(measured.answered).toBeGreaterThan(10);
  expect(measured.requestsPerSecond).toBeGreaterThan(10);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.length).toBeGreaterThanOrEqual(measured.answered);
  expect(new Set(lines)).toEqual(new Set(['{"n":1}', '{"n":2}', '{"n":3}']));
});

test('a server that does not start is told apart from a slow one', async () => {
  const broken = startServer({ name: 'broken', args: ['-e', 'process.exit(3)'] });
  await expect(broken).rejects.toThrow('broken ended with code 3');
});

test('anything but a 2xx fails the bench', async () => {
  const script = `require('http').createServer((q, s) => {
    s.statusCode = q.method === 'POST' ? 503 : 200; s.end();
  }).listen(process.env.PORT, '127.0.0.1')`;
  server = await startServer({ name: 'refuser', args: ['-e', script] });
  await expect(drive(server, [post('{}')], { connections: 1, seconds: 1 })).rejects.toThrow(
    /refuser answered 0 requests with 2xx, \d+ otherwise/,
  );
});
