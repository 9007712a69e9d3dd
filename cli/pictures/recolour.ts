import { clampChroma, converter } from 'culori';
import type { Tone } from '@/lib/catalog/tones';

/** Width in degrees, to either side of the tone's hue, that an object's other hues are pressed into. */
const HUE_SPREAD = 35;
/** Chroma below which a pixel's hue is noise and says nothing about the object. */
const GREY_CHROMA = 0.03;
/** Hue colours of a natural object stay, its chroma is held below what the tones reach. */
const MAX_CHROMA = 0.16;

const toOklch = converter('oklch');
const toRgb = converter('rgb');

/** Raw RGBA, 8 bits a channel, not premultiplied. */
export interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Moves a picture into a tone: lightness kept, hues gathered around the tone's, chroma softened. */
export function recolour(pixels: Pixels, tone: Tone): Pixels {
  const centre = meanHue(pixels);
  const seen = new Map<number, readonly [number, number, number]>();
  const data = Buffer.from(pixels.data);
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] === 0) continue;
    const key = data.readUIntBE(i, 3);
    let rgb = seen.get(key);
    if (!rgb) {
      rgb = recolourOne(key, tone, centre);
      seen.set(key, rgb);
    }
    data.set(rgb, i);
  }
  return { ...pixels, data };
}

function recolourOne(key: number, tone: Tone, centre: number): readonly [number, number, number] {
  const { l, c, h = centre } = oklchOf(key);
  // The floor fades out towards white and black, which hold no chroma without looking dirty.
  const floor = tone.chroma_floor * Math.min(1, 4 * (1 - l), 4 * l);
  const hue = tone.hue === null ? h : tone.hue + (angle(h, centre) / 180) * HUE_SPREAD;
  const rgb = toRgb(
    clampChroma(
      {
        mode: 'oklch',
        l: Math.min(1, l + tone.lift * (1 - l) * 2),
        c: Math.min(MAX_CHROMA, Math.max(floor, c * tone.chroma)),
        h: (hue + 360) % 360,
      },
      'oklch',
    ),
  );
  return [byte(rgb.r), byte(rgb.g), byte(rgb.b)];
}

/** The hue that most of the picture has, weighted by chroma: accents are placed relative to it. */
function meanHue({ data }: Pixels): number {
  let x = 0;
  let y = 0;
  // Every 16th pixel is plenty for a mean.
  for (let i = 0; i < data.length; i += 4 * 16) {
    if ((data[i + 3] ?? 0) < 128) continue;
    const { c, h } = oklchOf(data.readUIntBE(i, 3));
    if (h === undefined || c < GREY_CHROMA) continue;
    x += c * Math.cos((h * Math.PI) / 180);
    y += c * Math.sin((h * Math.PI) / 180);
  }
  return (Math.atan2(y, x) * 180) / Math.PI;
}

function oklchOf(key: number) {
  return toOklch({
    mode: 'rgb',
    r: (key >> 16) / 255,
    g: ((key >> 8) & 0xff) / 255,
    b: (key & 0xff) / 255,
  });
}

/** Signed shortest way from one hue to another, −180 to 180. */
function angle(hue: number, from: number): number {
  return ((hue - from + 540 + 360) % 360) - 180;
}

function byte(channel: number): number {
  return Math.max(0, Math.min(255, Math.round(channel * 255)));
}
