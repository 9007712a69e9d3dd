import { Presets, SingleBar } from 'cli-progress';

/** How far long work is: a bar on a terminal, nothing where nobody watches. */
export interface Progress {
  update(done: number, events: number): void;
  stop(): void;
}

export function createProgress(
  total: number,
  { shown, about }: { readonly shown: boolean; readonly about: number },
): Progress {
  if (!shown || !process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    {
      format: `  {bar} {value}/{total} days  {events} of about ${Math.round(about).toLocaleString('en')} events  {duration_formatted}`,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0, { events: 0 });
  return {
    update: (done, events) => bar.update(done, { events: events.toLocaleString('en') }),
    stop: () => bar.stop(),
  };
}
