import { z } from 'zod';
import { PERSONAS, type PersonaName } from '@/lib/traffic/personas';
import { SCENARIO_NAMES } from '@/lib/traffic/scenarios';
import type { RunKind } from './run-document';
import { RUN_LIMITS } from './run-limits';

const whole = (least: number, most: number) =>
  z
    .number({ error: 'give a number' })
    .int({ error: 'give a whole number' })
    .min(least, { error: `at least ${least}` })
    .max(most, { error: `at most ${most}` });
const between = (least: number, most: number) =>
  z
    .number({ error: 'give a number' })
    .min(least, { error: `at least ${least}` })
    .max(most, { error: `at most ${most}` });

const shared = {
  seed: whole(0, 2 ** 31 - 1),
  scenario: z.enum(SCENARIO_NAMES, { error: `one of ${SCENARIO_NAMES.join(', ')}` }).nullable(),
  /** Seconds after which it is over, whatever is left. */
  seconds: whole(5, RUN_LIMITS.seconds),
};
const PERSONA_NAMES = Object.keys(PERSONAS) as PersonaName[];

const rule = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('bots'),
      ...shared,
      shoppers: whole(1, RUN_LIMITS.shoppers),
      concurrency: whole(1, RUN_LIMITS.concurrency),
      speed: between(1, RUN_LIMITS.speed),
      persona: z.enum(PERSONA_NAMES, { error: `one of ${PERSONA_NAMES.join(', ')}` }).nullable(),
    }),
    z.strictObject({
      kind: z.literal('producer'),
      ...shared,
      rate: between(0.1, RUN_LIMITS.rate),
    }),
  ],
  { error: 'kind: bots or producer' },
);

/** What somebody wants to be sent into the shop. */
export type RunOrder = Readonly<z.infer<typeof rule>>;

export type OrderOutcome =
  | { readonly ok: true; readonly order: RunOrder }
  | { readonly ok: false; readonly message: string; readonly fields: readonly string[] };

export function readRunOrder(given: unknown): OrderOutcome {
  const read = rule.safeParse(given);
  if (read.success) return { ok: true, order: read.data };
  const { issues } = read.error;
  return {
    ok: false,
    fields: [...new Set(issues.map(({ path }) => path.join('.') || 'body'))],
    message: issues
      .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
      .join('; '),
  };
}

/** The command that carries it out, and its arguments. */
export function commandOf(
  order: RunOrder,
  where: { readonly runId: string; readonly shopUrl: string },
): { readonly command: RunKind; readonly args: readonly string[] } {
  const args = [
    ...['--run', where.runId, '--seed', String(order.seed), '--duration', String(order.seconds)],
    ...(order.scenario ? ['--scenario', order.scenario] : []),
    '--json',
  ];
  if (order.kind === 'producer') {
    const rate = ['--rate', String(order.rate)];
    return { command: 'producer', args: [...args, ...rate, '--url', where.shopUrl] };
  }
  const { shoppers, concurrency, speed, persona } = order;
  return {
    command: 'bots',
    args: [
      ...args,
      ...['--shoppers', String(shoppers), '--concurrency', String(concurrency)],
      ...['--speed', String(speed), ...(persona ? ['--persona', persona] : [])],
      ...['--no-pictures', '--base-url', where.shopUrl],
    ],
  };
}
