import type { Cents } from '@/lib/common/money';
import { SYNONYMS } from './search/synonyms';
import { editDistance, slipsAllowed } from './search/typos';
import { stem, wordsOf } from './search/words';

/** One object in the index; short keys, since this is sent to every visitor who searches. */
export interface SearchEntry {
  /** First half of the product ids. */
  readonly o: string;
  readonly n: string;
  /** Material. */
  readonly m: string;
  /** Place of its category in `categories`. */
  readonly c: number;
  readonly p: Cents;
  /** Best popularity rank among its tones. */
  readonly r: number;
  /** Its tones in the order they are shown: place in `tones`, and the hash of the small picture. */
  readonly t: readonly (readonly [tone: number, picture: string])[];
}

/** All that search needs, as plain JSON: made on the server by searchIndex(). */
export interface SearchIndex {
  readonly categories: readonly {
    readonly id: string;
    readonly name: string;
    readonly department: string;
  }[];
  readonly tones: readonly { readonly id: string; readonly label: string }[];
  readonly entries: readonly SearchEntry[];
}

/** One object found, in the tone that was asked for or else its first. */
export interface SearchHit {
  /** The product's id. */
  readonly id: string;
  readonly object: string;
  readonly name: string;
  readonly category: string;
  readonly tone: string;
  readonly tone_label: string;
  readonly price_cents: Cents;
  /** Path of the small picture. */
  readonly picture: string;
  /** Ids of the object's products in all its tones. */
  readonly colourways: readonly string[];
}

export interface SearchResult {
  /** Best first, every object once. */
  readonly hits: readonly SearchHit[];
  /** The query as it was understood, where that differs from what was typed. */
  readonly corrected: string | null;
}

export interface Suggestion {
  readonly kind: 'category' | 'product';
  /** The category's or the product's id. */
  readonly id: string;
  readonly text: string;
}

const WEIGHTS = { name: 10, category: 5, tone: 4, material: 3, department: 2 } as const;
const EXACT = 1;
const PREFIX = 0.7;
const SYNONYM = 0.6;
const MIN_PREFIX = 2;

type Field = keyof typeof WEIGHTS;

/** The words of one entry, as stems, each with its best field. */
type EntryWords = ReadonlyMap<string, Field>;

/** A word that the shop knows. */
interface KnownWord {
  readonly word: string;
  readonly stem: string;
  /** In how many entries. */
  readonly uses: number;
}

interface Prepared {
  readonly entries: readonly EntryWords[];
  readonly vocabulary: readonly KnownWord[];
}

const FIELDS: readonly Field[] = ['name', 'category', 'tone', 'material', 'department'];
const prepared = new WeakMap<SearchIndex, Prepared>();

/** Finds objects by name, category, department, material and tone; forgives slips of the keyboard. */
export function searchProducts(index: SearchIndex, query: string): SearchResult {
  const typed = wordsOf(query);
  const words = typed.map((word) => understood(index, word));
  const corrected = words.some((word, place) => word !== typed[place]) ? words.join(' ') : null;
  if (words.length === 0) return { hits: [], corrected };
  const scored = prepare(index).entries.map((entryWords, place) => {
    const scores = words.map((word) => scoreOf(entryWords, word));
    return {
      place,
      found: scores.filter((score) => score > 0).length,
      score: scores.reduce((sum, score) => sum + score, 0),
    };
  });
  // Objects with every word; where there are none, those with as many as any has.
  const most = Math.max(0, ...scored.map(({ found }) => found));
  const hits = scored
    .filter(({ found }) => found > 0 && found === most)
    .sort((a, b) => b.score - a.score || rank(index, a.place) - rank(index, b.place))
    .flatMap(({ place }) => hitOf(index, place, words) ?? []);
  return { hits, corrected };
}

/** What a search box offers while one types: categories that fit, then objects, `count` in all. */
export function suggest(index: SearchIndex, prefix: string, count: number): readonly Suggestion[] {
  const words = wordsOf(prefix);
  if (words.length === 0) return [];
  const categories = index.categories
    .filter(({ name }) => words.every((word) => wordsOf(name).some((own) => own.startsWith(word))))
    .map(({ id, name }) => ({ kind: 'category' as const, id, text: name }));
  const products = searchProducts(index, prefix).hits.map((hit) => ({
    kind: 'product' as const,
    id: hit.id,
    // A tone that was asked for is said, so that one sees it was understood.
    text: hit.id === hit.colourways[0] ? hit.name : `${hit.name}, ${hit.tone_label}`,
  }));
  return [...categories.slice(0, Math.ceil(count / 3)), ...products].slice(0, count);
}

function prepare(index: SearchIndex): Prepared {
  const known = prepared.get(index);
  if (known) return known;
  const uses = new Map<string, number>(Object.keys(SYNONYMS).map((synonym) => [synonym, 0]));
  const entries = index.entries.map((entry): EntryWords => {
    const category = index.categories[entry.c];
    const texts: Readonly<Record<Field, string>> = {
      name: entry.n,
      category: category?.name ?? '',
      tone: entry.t.map(([tone]) => index.tones[tone]?.label ?? '').join(' '),
      material: entry.m,
      department: category?.department ?? '',
    };
    const words = new Map<string, Field>();
    for (const field of FIELDS) {
      for (const word of wordsOf(texts[field])) {
        uses.set(word, (uses.get(word) ?? 0) + 1);
        if (!words.has(stem(word))) words.set(stem(word), field);
      }
    }
    return words;
  });
  const vocabulary = [...uses].map(([word, count]) => ({ word, stem: stem(word), uses: count }));
  const made = { entries, vocabulary };
  prepared.set(index, made);
  return made;
}

/** How well a word of the query fits an entry; 0 for not at all. */
function scoreOf(words: EntryWords, word: string): number {
  const direct = scoreOfOne(words, word);
  const meant = (SYNONYMS[word] ?? SYNONYMS[stem(word)] ?? '').split(' ').filter(Boolean);
  return Math.max(direct, ...meant.map((other) => SYNONYM * scoreOfOne(words, other)));
}

function scoreOfOne(words: EntryWords, word: string): number {
  const exact = words.get(stem(word));
  if (exact) return EXACT * WEIGHTS[exact];
  if (word.length < MIN_PREFIX) return 0;
  let best = 0;
  for (const [own, field] of words) {
    if (own.startsWith(word)) best = Math.max(best, PREFIX * WEIGHTS[field]);
  }
  return best;
}

/** The word itself if anything in the shop begins with it, else the nearest word that is known. */
function understood(index: SearchIndex, typed: string): string {
  const { vocabulary } = prepare(index);
  const sought = stem(typed);
  const allowed = slipsAllowed(typed.length);
  if (allowed === 0) return typed;
  if (vocabulary.some(({ word, stem }) => stem === sought || word.startsWith(typed))) return typed;
  const [nearest] = vocabulary
    .map((known) => ({ ...known, slips: editDistance(sought, known.stem, allowed) }))
    .filter(({ slips }) => slips <= allowed)
    .sort((a, b) => a.slips - b.slips || b.uses - a.uses || (a.word < b.word ? -1 : 1));
  return nearest?.word ?? typed;
}

function rank(index: SearchIndex, place: number): number {
  return index.entries[place]?.r ?? Number.POSITIVE_INFINITY;
}

/** Whether a tone is being typed; two letters may be anything. */
function isBegun(words: readonly string[]): (tone: { readonly id: string }) => boolean {
  return ({ id }) => words.some((word) => word.length > 2 && id.startsWith(word));
}

function hitOf(index: SearchIndex, place: number, words: readonly string[]): SearchHit | null {
  const entry = index.entries[place];
  const category = entry && index.categories[entry.c];
  if (!category) return null;
  const tones = entry.t.flatMap(([tone, hash]) => {
    const named = index.tones[tone];
    return named ? [{ ...named, hash, id: named.id, product: `${entry.o}-${named.id}` }] : [];
  });
  const asked = new Set(words.flatMap((word) => [word, ...(SYNONYMS[word] ?? '').split(' ')]));
  const shown = tones.find(({ id }) => asked.has(id)) ?? tones.find(isBegun(words)) ?? tones[0];
  if (!shown) return null;
  return {
    id: shown.product,
    object: entry.o,
    name: entry.n,
    category: category.id,
    tone: shown.id,
    tone_label: shown.label,
    price_cents: entry.p,
    picture: `/pictures/${shown.product}-320.${shown.hash}.webp`,
    colourways: tones.map(({ product }) => product),
  };
}
