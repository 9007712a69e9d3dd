import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleEvent } from '@/lib/testing/sample-events';
import { COLUMNS, type Column } from './columns';
import { toLine } from './complete';
import type { ClickstreamEvent } from './event';

describe('a line of the lake', () => {
  test('is what JSON.stringify would write, whatever the texts hold', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.record({ search_term: text, extra: text, page_url: text }), (texts) => {
        const event = sampleEvent(texts as Partial<ClickstreamEvent>);
        const given = { ...event, ...texts };
        expect(toLine(given)).toBe(JSON.stringify(given));
      }),
    );
  });

  test('leaves empty extension columns off and keeps core ones as null', () => {
    const event = { ...sampleEvent({ product_id: null }), seq: undefined, element: undefined };
    expect(toLine(event)).toBe(JSON.stringify(event));
    expect(toLine(event)).toContain('"product_id":null');
    expect(toLine(event)).not.toContain('seq');
  });

  test('no pattern or value of the contract needs escaping, which lines rely on', () => {
    for (const { name, pattern, values } of COLUMNS as readonly Column[]) {
      for (const bad of ['"', '\\', '\n', '\u0000', '\ud800']) {
        for (const probe of [bad, `a${bad}`, `a:${bad}`, `IE-${bad}`, `a${bad}b`]) {
          expect(pattern?.test(probe) ?? false, `${name} admits ${JSON.stringify(probe)}`).toBe(
            false,
          );
        }
      }
      for (const value of values ?? []) expect(JSON.stringify(value)).toBe(`"${value}"`);
    }
  });
});
