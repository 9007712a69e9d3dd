import { expect, test } from 'vitest';
import type { ConsoleLine } from '@/lib/console/console-document';
import { answerLines, createLineReader } from './answer-lines';

const LINES: readonly ConsoleLine[] = [
  { kind: 'begun', query_id: 'q', engine: 'duckdb' },
  { kind: 'columns', columns: [{ name: 'größe', type: 'VARCHAR' }] },
  { kind: 'rows', rows: [['a\nb'], [null], ['😀']] },
  { kind: 'end', rows: 3, truncated: false, bytesScanned: 1, usd: null, elapsedMs: 2 },
];
const TEXT = LINES.map((line) => `${JSON.stringify(line)}\n`).join('');

function streamOf(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) {
        controller.enqueue(bytes.slice(at, at + size));
      }
      controller.close();
    },
  });
}

async function read(text: string, size: number): Promise<ConsoleLine[]> {
  const lines: ConsoleLine[] = [];
  for await (const line of answerLines(streamOf(new TextEncoder().encode(text), size))) {
    lines.push(line);
  }
  return lines;
}

test('lines are whole wherever the pieces are cut, in the middle of a letter too', async () => {
  for (const size of [1, 2, 3, 7, 64, TEXT.length * 2]) {
    expect(await read(TEXT, size)).toEqual(LINES);
  }
});

test('lines are given out as soon as they are whole', () => {
  const reader = createLineReader();
  expect(reader.take('{"kind":"beg')).toEqual([]);
  expect(reader.take('un"}')).toEqual([]);
  expect(reader.take('\n{"kind"')).toEqual([{ kind: 'begun' }]);
  expect(reader.rest()).toBe('{"kind"');
});

test('an answer that ends before it is over is no answer', async () => {
  const cut = TEXT.slice(0, TEXT.lastIndexOf('{"kind":"end"'));
  await expect(read(cut, 16)).rejects.toThrow('cut off');
  await expect(read(TEXT.slice(0, -5), 16)).rejects.toThrow('cut off');
  await expect(read('', 16)).rejects.toThrow('cut off');
});
