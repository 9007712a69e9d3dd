import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ELEMENTS } from '@/lib/events/vocabulary';

/** The three ways in which a source declares an element: a prop, the mark, the bare attribute. */
const DECLARATIONS = [
  /\belement="([a-z_]+)"/g,
  /\bmark\(\s*'([a-z_]+)'/g,
  /\bdata-element="([a-z_]+)"/g,
];

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx'))
    .map((path) => readFileSync(join(folder, path), 'utf8'));
}

function declared(texts: readonly string[]): ReadonlySet<string> {
  return new Set(
    texts.flatMap((text) =>
      DECLARATIONS.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => name ?? '')),
    ),
  );
}

describe('the vocabulary of elements', () => {
  const names = declared([...sources('components'), ...sources('app')]);

  test('holds everything that a source declares', () => {
    expect(names.size).toBeGreaterThan(0);
    expect([...names].filter((name) => !ELEMENTS.some((element) => element === name))).toEqual([]);
  });

  test('holds nothing that no source declares', () => {
    expect(ELEMENTS.filter((element) => !names.has(element))).toEqual([]);
  });
});
