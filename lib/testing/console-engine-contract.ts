import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QueryValue } from '@/lib/analytics/query-engine';
import type { AnswerPart, ConsoleEngine, EngineQuestion } from '@/lib/console/console-engine';
import { CONTRACT_CASES, SLOW_SQL } from './query-engine-contract';

/** An engine whose limits are small enough to be met. */
export const CONTRACT_LIMITS = { rows: 3_000, bytes: 1024 * 1024, atOnce: 2, waiting: 1 };

export function question(
  sql: string,
  parameters: readonly QueryValue[] = [],
  signal: AbortSignal = new AbortController().signal,
): EngineQuestion {
  return { sql, parameters, signal };
}

/** All of an answer, put together. */
export async function whole(parts: AsyncIterable<AnswerPart>) {
  const kinds: string[] = [];
  let columns: readonly string[] = [];
  let end: Extract<AnswerPart, { kind: 'end' }> | null = null;
  const rows: (readonly QueryValue[])[] = [];
  for await (const part of parts) {
    kinds.push(part.kind);
    if (part.kind === 'columns') columns = part.columns.map(({ name }) => name);
    if (part.kind === 'rows') rows.push(...part.rows);
    if (part.kind === 'end') end = part;
  }
  return { kinds, columns, rows, end };
}

/** What every ConsoleEngine promises; each driver runs it. Opened once, with CONTRACT_LIMITS. */
export function describeConsoleEngine(name: string, open: () => Promise<ConsoleEngine>): void {
  describe(`ConsoleEngine ${name}`, () => {
    let engine: ConsoleEngine;
    beforeAll(async () => {
      engine = await open();
    });
    afterAll(() => engine.close());

    // A process each, where a driver has one: no more questions than say something new.
    const { values, parameters } = CONTRACT_CASES;
    test.each(Object.entries({ values, parameters }))(
      'answers plain values: %s',
      async (_, expected) => {
        const answer = await whole(engine.ask(question(expected.sql, expected.parameters)));
        expect(answer.columns).toEqual(expected.columns);
        expect(answer.rows).toEqual(expected.rows);
        expect(answer.end).toMatchObject({ rows: expected.rows.length, truncated: false });
        expect(answer.kinds[0]).toBe('columns');
        expect(answer.kinds.at(-1)).toBe('end');
      },
    );

    test('who reads no further gives it up, and the next is answered', async () => {
      for await (const part of engine.ask(
        question('SELECT x FROM UNNEST(sequence(1, 5000)) AS t(x)'),
      )) {
        if (part.kind === 'rows') break;
      }
    });

    test('is given up before and during; the next waits for its turn, and more are turned away', async () => {
      const before = whole(engine.ask(question(SLOW_SQL, [], AbortSignal.abort())));
      await expect(before).rejects.toMatchObject({ code: 'cancelled' });
      const callers = Array.from({ length: CONTRACT_LIMITS.atOnce }, () => new AbortController());
      const slow = callers.map(({ signal }) => {
        const work = whole(engine.ask(question(SLOW_SQL, [], signal)));
        return expect(work).rejects.toMatchObject({ code: 'cancelled' });
      });
      const next = whole(engine.ask(question('SELECT 1')));
      await expect(whole(engine.ask(question('SELECT 2')))).rejects.toMatchObject({ code: 'busy' });
      for (const caller of callers) caller.abort();
      expect(await next).toMatchObject({ rows: [[1]] });
      expect((await next).kinds.slice(0, 3)).toEqual(['turn', 'turn', 'columns']);
      await Promise.all(slow);
    });

    test('ends at its most rows, in several parts, and says that there were more', async () => {
      const answer = await whole(
        engine.ask(question('SELECT x FROM UNNEST(sequence(1, 5000)) AS t(x)')),
      );
      expect(answer.rows).toEqual(Array.from({ length: CONTRACT_LIMITS.rows }, (_, i) => [i + 1]));
      expect(answer.end).toMatchObject({ rows: CONTRACT_LIMITS.rows, truncated: true });
      expect(answer.kinds.filter((kind) => kind === 'rows').length).toBeGreaterThan(1);
    });

    test('ends at its most bytes', async () => {
      const sql = `SELECT rpad('', 10000, 'x') FROM UNNEST(sequence(1, 1000)) AS t(x)`;
      const { rows, end } = await whole(engine.ask(question(sql)));
      expect(end).toMatchObject({ rows: rows.length, truncated: true });
      expect(rows.length).toBeGreaterThan(90);
      expect(rows.length).toBeLessThanOrEqual(CONTRACT_LIMITS.bytes / 10_000);
    });

    test('tells wrong SQL from its own trouble, and what is no SELECT from both', async () => {
      await expect(whole(engine.ask(question('SELECT 1 FROM')))).rejects.toMatchObject({
        code: 'invalid',
      });
      await expect(whole(engine.ask(question('DROP VIEW events')))).rejects.toMatchObject({
        code: 'refused',
      });
    });

    // The last, since the engine is closed by it.
    test('close ends what runs, and refuses what comes after', async () => {
      const slow = expect(whole(engine.ask(question(SLOW_SQL)))).rejects.toMatchObject({
        code: 'unavailable',
      });
      await engine.close();
      await slow;
      const late = whole(engine.ask(question('SELECT 1')));
      await expect(late).rejects.toMatchObject({ code: 'unavailable' });
    });
  });
}
