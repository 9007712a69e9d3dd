import { Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { productById } from '@/lib/catalog/catalog';
import { categoryById } from '@/lib/catalog/categories';
import { HOUR_MS, MINUTE_MS, systemClock } from '@/lib/common/clock';
import {
  RUN_TOKEN_NAME,
  type RunClaim,
  signRunToken,
  verifyRunToken,
} from '@/lib/common/run-token';
import { loadSecrets } from '@/lib/config/secrets';
import { publicUrl } from '@/lib/config/settings';
import { DEVICE_TYPES, type DeviceType } from '@/lib/events/vocabulary';
import { EXPERIMENTS, VARIANTS } from '@/lib/shop/experiments';
import { FEATURES, type Feature, type PriceChange, parseScenario } from '@/lib/shop/scenario';
import { settingsOrExit } from './settings-or-exit';

const settings = settingsOrExit();
const program = new Command('npm run scenario --')
  .description(
    'Prints a link under which the shop plays a scenario for whoever opens it, and for nobody else.',
  )
  .addOption(
    new Option(
      '--experiment <name:arm>',
      EXPERIMENTS.map(({ name, doc }) => `${name}: ${doc}`).join('; '),
    ).choices(VARIANTS),
  )
  .option('--price <factor>', 'multiplies prices: of --product, of --category, or all', number)
  .option('--product <id>', 'what --price is about')
  .option('--category <id>', 'what --price is about')
  .option('--outage <minutes>', 'orders fail for so long', number)
  .option('--outage-in <minutes>', 'and only from then on', number, 0)
  .option(
    '--broken <feature@device>',
    `${FEATURES.join(', ')} @ ${DEVICE_TYPES.join(', ')}`,
    broken,
  )
  .option('--hours <n>', 'how long the link and what it sets are good', number, 2)
  .option('--run <id>', 'name of the run, stored as run_id')
  .option('--path <path>', 'the page it opens', '/')
  .option('--url <url>', 'the shop', publicUrl(settings))
  .option('--json', 'print the link and what it holds as JSON', false)
  .parse();

const options = program.opts<{
  experiment?: string;
  price?: number;
  product?: string;
  category?: string;
  outage?: number;
  outageIn: number;
  broken?: { feature: Feature; device: DeviceType };
  hours: number;
  run?: string;
  path: string;
  url: string;
  json: boolean;
}>();

const now = systemClock();
const from_ms = now + Math.round(options.outageIn * MINUTE_MS);
const given = {
  ...(options.experiment && { experiment: options.experiment }),
  ...(options.price !== undefined && { price: priceChange(options.price) }),
  ...(options.outage !== undefined && {
    outage: { from_ms, to_ms: from_ms + Math.round(options.outage * MINUTE_MS) },
  }),
  ...(options.broken && { broken: options.broken }),
};
if (Object.keys(given).length === 0) {
  program.error('Say what is to be otherwise: --experiment, --price, --outage or --broken.');
}
const scenario = parseScenario(given);
if (!scenario) program.error(`That is no scenario the shop can play: ${JSON.stringify(given)}`);

const claim: RunClaim = {
  actor: 'human',
  run_id: options.run ?? `preview-${now.toString(36)}`,
  exp: now + Math.round(options.hours * HOUR_MS),
  scenario,
};
const link = (value: string) => {
  const url = new URL(options.path, options.url);
  url.searchParams.set(RUN_TOKEN_NAME, value);
  return url.href;
};
const { runToken } = loadSecrets(settings);
const token = signRunToken(claim, runToken);
if (!verifyRunToken(token, runToken, now, parseScenario)) {
  program.error('The shop would not take that: give --hours above 0 and a plain name for --run.');
}
const enter = link(token);
if (options.json) {
  console.log(JSON.stringify({ link: enter, end: link('off'), ...claim }));
} else {
  console.log(
    [
      enter,
      '',
      `Run ${pc.bold(claim.run_id)}, until ${new Date(claim.exp).toISOString()}: ${JSON.stringify(scenario)}`,
      `To leave it: ${link('off')}`,
    ].join('\n'),
  );
}

function priceChange(factor: number): PriceChange {
  const { product, category } = options;
  if (product && !productById(product)) program.error(`There is no product ${product}.`);
  if (category && !categoryById(category)) program.error(`There is no category ${category}.`);
  return { ...(product && { product_id: product }), ...(category && { category }), factor };
}

function number(text: string): number {
  const value = Number(text);
  if (!(value >= 0) || text.trim() === '') throw new InvalidArgumentError('give a number');
  return value;
}

function broken(text: string): { feature: Feature; device: DeviceType } {
  const [name, kind] = text.split('@');
  const feature = FEATURES.find((known) => known === name);
  const device = DEVICE_TYPES.find((known) => known === kind);
  if (feature && device) return { feature, device };
  throw new InvalidArgumentError('for example add_to_cart@mobile');
}
