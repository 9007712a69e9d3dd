import { type Command, InvalidArgumentError } from 'commander';
import { MINUTE_MS, SECOND_MS } from '@/lib/common/clock';
import type { Fault, FaultDials } from '@/lib/traffic/faults/dials';

/** What each dial is called on the command line. */
const OPTIONS: Readonly<Record<Fault, readonly [flag: string, doc: string]>> = {
  duplicate: ['--duplicates', 'of the events are delivered twice'],
  late: ['--late', 'of the events arrive late, by --late-by'],
  out_of_order: ['--out-of-order', 'of the events arrive after a later one of their page'],
  unknown_field: ['--unknown-fields', 'of the events carry fields the contract does not know'],
  malformed: ['--malformed', 'as many more break the contract'],
  clock_skew: ['--clock-skew', 'of the shoppers have a clock that is off, by --skew-by'],
  consent_withheld: ['--consent-withheld', 'of the shoppers are not to be measured'],
  bot_flood: ['--bot-flood', 'as many more come from robots'],
};
const FAULTS = Object.keys(OPTIONS) as Fault[];

export interface FaultOptions extends Readonly<Partial<Record<string, unknown>>> {
  readonly lateBy: number;
  readonly skewBy: number;
}

export function addFaultOptions(command: Command): Command {
  for (const fault of FAULTS) {
    const [flag, doc] = OPTIONS[fault];
    const read = fault === 'malformed' || fault === 'bot_flood' ? share(10) : share(1);
    command.option(`${flag} <share>`, `on purpose: ${doc}`, read);
  }
  return command
    .option('--late-by <seconds>', 'how late', positive, 90)
    .option('--skew-by <minutes>', 'how far a clock is off, ahead or behind', positive, 120);
}

/** The dials as they were set; `before` is what a scenario sets. */
export function dialsOf(options: FaultOptions, before: FaultDials['shares'] = {}): FaultDials {
  const given = FAULTS.flatMap((fault) => {
    const value = options[camel(OPTIONS[fault][0])];
    return typeof value === 'number' ? [[fault, value] as const] : [];
  });
  return {
    shares: { ...before, ...Object.fromEntries(given) },
    lateByMs: options.lateBy * SECOND_MS,
    skewByMs: options.skewBy * MINUTE_MS,
  };
}

function camel(flag: string): string {
  return flag.slice(2).replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function share(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && value >= 0 && value <= most) return value;
    throw new InvalidArgumentError(`give a share from 0 to ${most}, such as 0.05`);
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('give a number above 0');
}
