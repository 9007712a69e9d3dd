import type { RunDocument, RunState } from '@/lib/runs/run-document';

export const STATE_WORDS: Readonly<Record<RunState, string>> = {
  running: 'Running',
  elsewhere: 'Running by command',
  done: 'Done',
  stopped: 'Stopped',
  failed: 'Failed',
  cut_off: 'Cut off',
};

const CHANNEL_WORDS: Readonly<Record<string, string>> = {
  bots: 'Shoppers in a browser',
  collector: 'Producer',
  lake: 'Producer into the lake',
  firehose: 'Producer into Firehose',
};

export const channelWords = (channel: string) => CHANNEL_WORDS[channel] ?? channel;

const number = (value: unknown) => (typeof value === 'number' ? value : null);

/** What a run was asked to do, in a few words. */
export function orderWords({ seed, parameters }: RunDocument): string {
  const { scenario, persona } = parameters;
  const shoppers = number(parameters.shoppers);
  const rate = number(parameters.rate);
  return [
    shoppers === null ? null : `${shoppers} shoppers`,
    shoppers === null && rate !== null ? `${rate} events/s` : null,
    typeof persona === 'string' ? `persona ${persona}` : null,
    `seed ${seed}`,
    typeof scenario === 'string' ? scenario : scenario ? 'with a scenario' : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** 0 to 1 as far as the run has come; null where nobody can know. */
export function shareDone(run: RunDocument, now: number): number | null {
  const shoppers = number(run.parameters.shoppers);
  if (shoppers && run.progress?.shoppers != null)
    return Math.min(1, run.progress.shoppers / shoppers);
  const seconds = number(run.parameters.duration) ?? number(run.parameters.seconds);
  return seconds ? Math.min(1, (now - run.startedAtMs) / (seconds * 1_000)) : null;
}
