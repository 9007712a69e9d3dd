import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { Command } from 'commander';
import sharp from 'sharp';
import type { ObjectEntry } from '@/lib/catalog/object-entry';
import { OBJECTS } from '@/lib/catalog/objects';
import { toneById } from '@/lib/catalog/tones';
import { frameObject, LARGE, SMALL, withShadow } from './pictures/frame';
import { recolour } from './pictures/recolour';

/** At 1× the vectors' filters have jagged edges; at 4×, reduced, they are smooth. */
const RENDER_SCALE = 4;
const OUT_DIR = 'public/pictures';
const MANIFEST = 'lib/catalog/pictures.generated.json';

const program = new Command('pictures')
  .description(
    'Makes the pictures of the catalogue from the vectors of @lobehub/fluent-emoji-modern',
  )
  .requiredOption('--source <dir>', 'the unpacked package (npm pack, then tar xzf)')
  .option('--chromium <path>', 'the browser that draws the vectors', 'chromium-headless-shell')
  .option('--only <object>', 'make one object again and keep the other pictures')
  .parse();
const options = program.opts<{ source: string; chromium: string; only?: string }>();

async function render(page: Page, vector: string): Promise<Buffer> {
  const svg = await readFile(join(options.source, 'assets', `${vector}.svg`), 'utf8');
  await page.setContent(
    `<style>*{margin:0}svg{display:block;width:${LARGE}px;height:${LARGE}px}</style>${svg}`,
  );
  return page.screenshot({ omitBackground: true });
}

/** Writes a picture under a name that holds its content's hash, and returns the name. */
async function save(stem: string, picture: Buffer): Promise<string> {
  const hash = createHash('sha256').update(picture).digest('hex').slice(0, 8);
  const name = `${stem}.${hash}.webp`;
  await writeFile(join(OUT_DIR, name), picture);
  return name;
}

async function picturesOf(page: Page, entry: ObjectEntry) {
  const object = await frameObject(await render(page, entry.vector));
  const made: [string, { small: string; large: string }][] = [];
  for (const tone of entry.tones) {
    const id = `${entry.object}-${tone}`;
    const picture = await withShadow(recolour(object, toneById(tone)));
    const encode = (size: number) =>
      sharp(picture).resize(size).webp({ quality: 82, alphaQuality: 90, effort: 6 }).toBuffer();
    made.push([
      id,
      {
        small: await save(`${id}-${SMALL}`, await encode(SMALL)),
        large: await save(`${id}-${LARGE}`, await encode(LARGE)),
      },
    ]);
  }
  return made;
}

async function removeUnlisted(listed: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(OUT_DIR)) {
    if (name.endsWith('.webp') && !listed.has(name)) await rm(join(OUT_DIR, name));
  }
}

function executable(name: string): string {
  if (name.includes('/')) return name;
  const dirs = (process.env.PATH ?? '').split(':');
  const found = dirs.map((dir) => join(dir, name)).find((path) => existsSync(path));
  if (!found) throw new Error(`no ${name} on PATH: name a Chromium with --chromium`);
  return found;
}

await mkdir(OUT_DIR, { recursive: true });
const manifest = new Map<string, { small: string; large: string }>(
  options.only && existsSync(MANIFEST)
    ? Object.entries(JSON.parse(await readFile(MANIFEST, 'utf8')))
    : [],
);
const browser = await chromium.launch({ executablePath: executable(options.chromium) });
try {
  const page = await browser.newPage({
    viewport: { width: LARGE, height: LARGE },
    deviceScaleFactor: RENDER_SCALE,
  });
  const wanted = OBJECTS.filter((entry) => !options.only || entry.object === options.only);
  for (const [index, entry] of wanted.entries()) {
    console.log(`${index + 1}/${wanted.length} ${entry.object}: ${entry.tones.join(', ')}`);
    for (const [id, picture] of await picturesOf(page, entry)) manifest.set(id, picture);
  }
} finally {
  await browser.close();
}
const ids = OBJECTS.flatMap((entry) => entry.tones.map((tone) => `${entry.object}-${tone}`));
const pictures = Object.fromEntries(
  ids.flatMap((id) => {
    const picture = manifest.get(id);
    return picture ? [[id, picture]] : [];
  }),
);
await writeFile(MANIFEST, `${JSON.stringify(pictures, null, 2)}\n`);
await removeUnlisted(
  new Set(Object.values(pictures).flatMap(({ small, large }) => [small, large])),
);
console.log(`${ids.length} products, ${MANIFEST} written`);
