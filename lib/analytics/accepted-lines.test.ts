import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uuidV7 } from '@/lib/common/uuid';
import { collectorFixture, sampleBatch } from '@/lib/testing/collector-fixture';
import { createFakeLake } from '@/lib/testing/lake-events';
import { SAMPLE_TIME, sampleWireEvent } from '@/lib/testing/sample-events';
import { createDuckdbEngine } from './duckdb';

/** Texts that have broken readers before: halves of pairs, controls, quotes, line separators. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('\ud83d', `${'a'.repeat(199)}🫖`, '"\\\u0000\n\u2028', '=1+1', '{"a":'),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);

test('every line that the collector accepts can be read by the engine, with the text it was given', async () => {
  const fixture = collectorFixture();
  const events = fc.sample(
    fc.record(
      {
        search_term: text,
        page_url: text,
        referrer_url: text,
        surplus: text,
        flags: text,
      },
      { requiredKeys: [] },
    ),
    { numRuns: 2_000, seed: 7 },
  );
  const batches = Array.from({ length: 20 }, (_, n) => events.slice(n * 100, n * 100 + 100));
  for (const batch of batches) {
    const wire = batch.map((texts) => ({
      ...sampleWireEvent({ event_id: uuidV7(SAMPLE_TIME) }),
      ...texts,
    }));
    const head = {
      method: 'POST',
      header: (name: string) => (name === 'content-type' ? 'application/json' : undefined),
      address: null,
    };
    const admission = fixture.collector.admit(head);
    if (!admission.ok) throw new Error('not admitted');
    const body = Buffer.from(JSON.stringify(sampleBatch(wire)));
    expect((await fixture.collector.collect(admission.ticket, body)).status).toBe(200);
  }
  const { events: lines } = fixture.sink.lines;
  expect(lines.length).toBeGreaterThan(500);

  const engine = createDuckdbEngine({ lake: createFakeLake(...lines) });
  const { rows } = await engine.query('SELECT event_id, search_term FROM events');
  expect(engine.skippedLines()).toBe(0);
  const read = new Map(rows.map(([id, term]) => [id, term]));
  expect(read.size).toBe(lines.length);
  for (const line of lines) {
    const event = JSON.parse(line);
    expect(read.get(event.event_id)).toBe(event.search_term ?? null);
  }
  await engine.close();
});
