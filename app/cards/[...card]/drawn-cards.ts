import { drawShareCard, shareCards } from '@/lib/catalog/share-card';

const ENDING = '.jpg';

type Drawing = Promise<Buffer<ArrayBuffer>>;

/** Each card there is, drawn once: a few megabytes at most, since nothing else is kept. */
const drawn = new Map<string, Drawing>();

/** The card at a path below /cards, or null where there is none. */
export function drawnCard(path: string): Drawing | null {
  const known = drawn.get(path);
  if (known) return known;
  const card = shareCards().find((candidate) => candidate.path + ENDING === path);
  if (!card) return null;
  const drawing = drawShareCard(card.products, 'public');
  drawn.set(path, drawing);
  // What could not be drawn is tried again.
  drawing.catch(() => drawn.delete(path));
  return drawing;
}
