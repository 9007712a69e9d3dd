/** How a picture is recoloured: OKLCH, so that tones of one object differ in hue and in nothing else. */
export interface Tone {
  readonly id: string;
  /** What the shop calls it. */
  readonly label: string;
  /** Degrees; null keeps the object's own hues. */
  readonly hue: number | null;
  /** What is left of the original chroma. */
  readonly chroma: number;
  /** Chroma that even grey parts get, so that a neutral object takes the tone too. */
  readonly chroma_floor: number;
  /** Added to lightness (0 to 1): straw turns to mud where it is dark. */
  readonly lift: number;
}

export const TONES = [
  { id: 'clay', label: 'Clay', hue: 45, chroma: 0.5, chroma_floor: 0.045, lift: 0.02 },
  { id: 'sage', label: 'Sage', hue: 150, chroma: 0.37, chroma_floor: 0.04, lift: 0.02 },
  { id: 'fjord', label: 'Fjord', hue: 254, chroma: 0.4, chroma_floor: 0.045, lift: 0.02 },
  { id: 'plum', label: 'Plum', hue: 340, chroma: 0.38, chroma_floor: 0.04, lift: 0 },
  { id: 'straw', label: 'Straw', hue: 85, chroma: 0.52, chroma_floor: 0.05, lift: 0.09 },
  { id: 'slate', label: 'Slate', hue: 250, chroma: 0.08, chroma_floor: 0.012, lift: 0 },
  { id: 'natural', label: 'Natural', hue: null, chroma: 0.8, chroma_floor: 0, lift: 0 },
] as const satisfies readonly Tone[];

export type ToneId = (typeof TONES)[number]['id'];

export function toneById(id: ToneId): Tone {
  const tone = TONES.find((candidate) => candidate.id === id);
  if (!tone) throw new Error(`no tone called ${id}`);
  return tone;
}
