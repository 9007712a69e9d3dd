import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ObjectStore } from '@/lib/storage/object-store';

/** A driver under test: an empty store, and how to clean up after it. */
export interface StoreUnderTest {
  readonly store: ObjectStore;
  dispose(): Promise<void>;
}

const bytes = (text: string) => new TextEncoder().encode(text);

/** What every ObjectStore promises; each driver runs it. */
export function describeObjectStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`ObjectStore ${name}`, () => {
    let under: StoreUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.dispose());

    const keys = async (prefix: string) => (await under.store.list(prefix)).map(({ key }) => key);

    test('gives back what was put, byte for byte', async () => {
      const body = Uint8Array.from({ length: 256 }, (_, i) => i);
      await under.store.put('state/views/a_b-1.json', body);
      expect(await under.store.get('state/views/a_b-1.json')).toEqual(body);
      await under.store.put('empty', new Uint8Array());
      expect(await under.store.get('empty')).toEqual(new Uint8Array());
    });

    test('answers null where there is nothing, and for what lies above or below an object', async () => {
      await under.store.put('a/b', bytes('x'));
      for (const key of ['nothing', 'a', 'a/b/c', 'a/c']) {
        expect(await under.store.get(key)).toBeNull();
      }
    });

    test('replaces an object as a whole', async () => {
      await under.store.put('k', bytes('a long first text'));
      await under.store.put('k', bytes('short'));
      expect(await under.store.get('k')).toEqual(bytes('short'));
      expect(await keys('')).toEqual(['k']);
    });

    test('readers see the old or the new object, never a mixture', async () => {
      const long = bytes('a'.repeat(200_000));
      const short = bytes('b'.repeat(100_000));
      await under.store.put('k', long);
      let writing = true;
      const written = (async () => {
        for (let i = 0; i < 10; i++) await under.store.put('k', i % 2 ? long : short);
        writing = false;
      })();
      while (writing) {
        const seen = (await under.store.get('k')) ?? new Uint8Array();
        expect([long.length, short.length]).toContain(seen.length);
        expect(new Set(seen).size).toBe(1);
        expect(await keys('')).toEqual(['k']);
      }
      await written;
    });

    test('of concurrent puts to one key one wins whole', async () => {
      const bodies = Array.from({ length: 8 }, (_, i) => bytes(String(i).repeat(10_000)));
      await Promise.all(bodies.map((body) => under.store.put('k', body)));
      expect(bodies).toContainEqual(await under.store.get('k'));
      expect(await keys('')).toEqual(['k']);
    });

    test('keeps no hold on the bytes it was given or gave out', async () => {
      const body = bytes('safe');
      await under.store.put('k', body);
      body[0] = 0;
      (await under.store.get('k'))?.fill(0);
      expect(await under.store.get('k')).toEqual(bytes('safe'));
    });

    test('lists by prefix, in order of key, with sizes and times', async () => {
      const before = Date.now() - 5_000;
      for (const key of ['runs/b', 'runs/a', 'runs/a.d/c', 'running', 'x=1/y', 'Z']) {
        await under.store.put(key, bytes(key));
      }
      expect(await keys('')).toEqual(['Z', 'running', 'runs/a', 'runs/a.d/c', 'runs/b', 'x=1/y']);
      expect(await keys('run')).toEqual(['running', 'runs/a', 'runs/a.d/c', 'runs/b']);
      expect(await keys('runs/')).toEqual(['runs/a', 'runs/a.d/c', 'runs/b']);
      expect(await keys('runs/a')).toEqual(['runs/a', 'runs/a.d/c']);
      expect(await keys('nothing/here')).toEqual([]);
      const [running] = await under.store.list('running');
      expect(running?.bytes).toBe(7);
      expect(running?.modifiedAt).toBeGreaterThan(before);
    });

    test('a sum that a list tells is the MD5 of the content', async () => {
      await under.store.put('k', bytes('content'));
      const [listed] = await under.store.list('k');
      expect(['9a0364b9e99bb480dd25e1f0284c8555', undefined]).toContain(listed?.md5);
    });

    test('delete removes, and nothing happens where there is nothing', async () => {
      await under.store.put('a/b', bytes('x'));
      await under.store.delete('a/b');
      await under.store.delete('a/b');
      await under.store.delete('a');
      expect(await under.store.get('a/b')).toBeNull();
      expect(await keys('')).toEqual([]);
    });

    test.each([
      '',
      '.',
      '..',
      '../x',
      'a/../x',
      'a/..',
      './a',
      '/a',
      'a/',
      'a//b',
      'a\\..\\b',
      'a b',
      'a%2e%2e',
      'a\0b',
      'a\n',
      '~a',
      'ä',
      'x'.repeat(513),
    ])('refuses the key %j before its medium sees it', async (key) => {
      await expect(under.store.put(key, bytes('x'))).rejects.toBeInstanceOf(RangeError);
      await expect(under.store.get(key)).rejects.toBeInstanceOf(RangeError);
      await expect(under.store.delete(key)).rejects.toBeInstanceOf(RangeError);
    });

    test.each(['../', '..', '/', 'a/../', '/etc'])('refuses the prefix %j', async (prefix) => {
      await expect(under.store.list(prefix)).rejects.toBeInstanceOf(RangeError);
    });
  });
}
