import sharp from 'sharp';
import type { Pixels } from './recolour';

/** Side of the large picture, in pixels; the small one is half of it. */
export const LARGE = 640;
export const SMALL = 320;

/** Box that every object is fitted into, so that a shelf of pictures has one scale. */
const MAX_WIDTH = 500;
const MAX_HEIGHT = 470;
/** Where the tallest objects stand. */
const GROUND = 560;
const SHADOW_ALPHA = 0.26;

/** Trims a render, fits it into the common box and centres it on a transparent square. */
export async function frameObject(render: Buffer): Promise<Pixels> {
  const fitted = await sharp(render)
    .trim({ background: { r: 0, g: 0, b: 0, alpha: 0 }, threshold: 1 })
    .resize({ width: MAX_WIDTH, height: MAX_HEIGHT, fit: 'inside' })
    .png()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = fitted.info;
  // Flat objects are lifted half of the way from the ground to the middle: a shelf keeps one
  // ground line for what is tall, and nothing sinks to the bottom of its tile.
  const bottom = Math.round(GROUND - (MAX_HEIGHT - height) / 4);
  const framed = await sharp(blank())
    .composite([
      { input: fitted.data, left: Math.round((LARGE - width) / 2), top: bottom - height },
    ])
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: framed.data, width: LARGE, height: LARGE };
}

/** Puts one soft contact shadow under a framed object. */
export async function withShadow(object: Pixels): Promise<Buffer> {
  const { left, right, bottom } = contact(object);
  const rx = Math.max(60, ((right - left) / 2) * 1.02);
  const cx = (left + right) / 2;
  const ellipse = `<svg xmlns="http://www.w3.org/2000/svg" width="${LARGE}" height="${LARGE}">
    <ellipse cx="${cx}" cy="${bottom - 2}" rx="${rx}" ry="${9 + rx / 22}" fill="#2a211a" fill-opacity="${SHADOW_ALPHA}"/>
    </svg>`;
  const shadow = await sharp(Buffer.from(ellipse)).blur(9).png().toBuffer();
  const { data, width, height } = object;
  const body = await sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
  return sharp(blank())
    .composite([{ input: shadow }, { input: body }])
    .png()
    .toBuffer();
}

/** Horizontal span of what touches the ground: the lowest tenth of the object. */
function contact({ data, width, height }: Pixels) {
  const solid = (x: number, y: number) => (data[(y * width + x) * 4 + 3] ?? 0) > 128;
  const rows = Array.from({ length: height }, (_, y) => y).filter((y) =>
    Array.from({ length: width }, (_, x) => x).some((x) => solid(x, y)),
  );
  const top = rows.at(0) ?? 0;
  const bottom = rows.at(-1) ?? height;
  let left = width;
  let right = 0;
  for (let y = bottom - Math.round((bottom - top) / 10); y <= bottom; y++) {
    for (let x = 0; x < width; x++) {
      if (!solid(x, y)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
    }
  }
  return { left, right, bottom };
}

function blank() {
  return { create: { width: LARGE, height: LARGE, channels: 4, background: '#00000000' } } as const;
}
