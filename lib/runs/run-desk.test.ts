import { expect, onTestFinished, test, vi } from 'vitest';
import { createMemoryStore } from '@/lib/storage/memory';
import { eventually } from '@/lib/testing/eventually';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { openLedger } from '@/lib/traffic/ledger-file';
import { createRunDesk } from './run-desk';
import type { RunProgress } from './run-document';
import type { EndedCommand, StartCommand } from './run-process';

const NOW = Date.parse('2026-11-24T10:00:00.000Z');
const PRODUCER = { kind: 'producer', seed: 7, scenario: null, seconds: 60, rate: 20 };
const BOTS = {
  ...{ kind: 'bots', seed: 7, scenario: 'ab-test', seconds: 60, shoppers: 5, concurrency: 2 },
  ...{ speed: 100, persona: null },
};

interface Started {
  readonly command: string;
  readonly args: readonly string[];
  readonly stopped: () => number;
  progress(now: RunProgress): void;
  end(how: Partial<EndedCommand>): void;
}

/** A desk whose commands do what the test says. */
function deskWith({ open = true, root = scratchFolder(), objects = createMemoryStore() } = {}) {
  const started: Started[] = [];
  const startCommand: StartCommand = (command, args, onProgress) => {
    let end: Started['end'] = () => undefined;
    let stops = 0;
    const ended = new Promise<EndedCommand>((resolve) => {
      end = (how) => resolve({ code: 0, output: '', complaint: '', ...how });
    });
    started.push({ command, args, stopped: () => stops, progress: onProgress, end });
    return {
      ended,
      stop() {
        stops += 1;
        // As a process that does not hear the first time.
        if (stops > 1) end({ code: null });
      },
    };
  };
  const shopUrl = 'http://shop.example';
  const desk = createRunDesk({ root, objects, startCommand, shopUrl, open, clock: () => NOW });
  return { desk, started, root, objects };
}

async function writeLedger(root: string, runId: string, why?: 'done' | 'stopped') {
  const ledger = await openLedger(root, runId);
  await ledger.write({
    ...{ t: 'run', v: 1, at: NOW, run_id: runId, actor: 'producer', channel: 'collector', seed: 7 },
    parameters: { rate: 20 },
  });
  if (why) await ledger.write({ t: 'end', at: NOW + 1_000, why });
  await ledger.close();
}

const PROGRESS = { shoppers: null, captured: 9, acked: 8, rejected: 0, failed: 0, trouble: null };

test('a run is started as its command takes it, watched, and told once it is over', async () => {
  const { desk, started, root } = deskWith();
  const answer = await desk.start(PRODUCER);
  if (!answer.ok) throw new Error(answer.message);
  const { run_id } = answer;
  expect(started[0]?.command).toBe('producer');
  expect(started[0]?.args.join(' ')).toBe(
    `--run ${run_id} --seed 7 --duration 60 --json --rate 20 --url http://shop.example`,
  );
  expect((await desk.list()).runs).toMatchObject([{ run_id, state: 'running', progress: null }]);

  await writeLedger(root, run_id);
  started[0]?.progress(PROGRESS);
  expect((await desk.list()).runs).toMatchObject([{ state: 'running', progress: PROGRESS }]);

  await writeLedger(root, run_id, 'done');
  started[0]?.end({});
  await eventually(async () =>
    expect((await desk.list()).runs).toMatchObject([
      { state: 'done', progress: null, problem: null, endedAtMs: NOW + 1_000 },
    ]),
  );
});

test('shoppers are sent with their scenario', async () => {
  const { desk, started } = deskWith();
  await desk.start(BOTS);
  expect(started[0]?.command).toBe('bots');
  expect(started[0]?.args.join(' ')).toContain(
    '--scenario ab-test --json --shoppers 5 --concurrency 2 --speed 100 --no-pictures --base-url http://shop.example',
  );
});

test('what could not begin says why', async () => {
  const { desk, started } = deskWith();
  await desk.start(BOTS);
  started[0]?.end({ code: 1, complaint: 'no Chromium here' });
  await eventually(async () =>
    expect((await desk.list()).runs).toMatchObject([
      { state: 'failed', actor: 'bot', problem: 'no Chromium here' },
    ]),
  );
});

test('one that is stopped is asked once, and is not there to be stopped again', async () => {
  const { desk, started, root } = deskWith();
  const answer = await desk.start(PRODUCER);
  if (!answer.ok) throw new Error(answer.message);
  expect(desk.stop('another')).toBe(false);
  expect(desk.stop(answer.run_id)).toBe(true);
  expect(started[0]?.stopped()).toBe(1);
  await writeLedger(root, answer.run_id, 'stopped');
  started[0]?.end({});
  await eventually(async () =>
    expect((await desk.list()).runs).toMatchObject([{ state: 'stopped' }]),
  );
  expect(desk.stop(answer.run_id)).toBe(false);
});

test('no more than three at a time, and none where traffic is off', async () => {
  const { desk, started } = deskWith();
  for (let n = 0; n < 3; n++) expect(await desk.start(PRODUCER)).toMatchObject({ ok: true });
  expect(await desk.start(PRODUCER)).toMatchObject({ ok: false, code: 'too_many_runs' });
  expect(new Set((await desk.list()).runs.map(({ run_id }) => run_id)).size).toBe(3);
  started[1]?.end({});
  await eventually(async () => expect(await desk.start(PRODUCER)).toMatchObject({ ok: true }));

  const closed = deskWith({ open: false });
  expect(await closed.desk.start(PRODUCER)).toMatchObject({ ok: false, code: 'closed' });
  expect(closed.started).toEqual([]);
});

test.each([
  ['nothing', null, 'body'],
  ['a kind that is not there', { ...PRODUCER, kind: 'flood' }, 'kind'],
  ['a rate beyond the bound', { ...PRODUCER, rate: 501 }, 'rate'],
  ['a rate that is text', { ...PRODUCER, rate: '20' }, 'rate'],
  ['no end', { ...PRODUCER, seconds: undefined }, 'seconds'],
  ['a scenario of one’s own', { ...PRODUCER, scenario: '{"price":{"factor":0}}' }, 'scenario'],
  ['half a shopper', { ...BOTS, shoppers: 1.5 }, 'shoppers'],
  ['a field too many', { ...BOTS, base_url: 'http://elsewhere.example' }, 'body'],
])('%s is refused in words', async (_what, given, field) => {
  const { desk, started } = deskWith();
  expect(await desk.start(given)).toMatchObject({ ok: false, code: 'bad_run', fields: [field] });
  expect(started).toEqual([]);
});

test('runs of commands are told by their ledgers alone', async () => {
  const { desk, root } = deskWith();
  await writeLedger(root, 'over', 'done');
  await writeLedger(root, 'open');
  const states = async (now: number) => {
    const later = createRunDesk({
      ...{ root, objects: createMemoryStore(), open: true, shopUrl: '', clock: () => now },
      startCommand: () => {
        throw new Error('nobody asked');
      },
    });
    const { runs } = await later.list();
    return Object.fromEntries(runs.map(({ run_id, state }) => [run_id, state]));
  };
  expect(await states(Date.now())).toEqual({ over: 'done', open: 'elsewhere' });
  expect(await states(Date.now() + 60_000)).toEqual({ over: 'done', open: 'cut_off' });
  expect(await desk.report('nobody')).toBeNull();
  expect(await desk.report('../secrets')).toBeNull();
});

test('an audit is asked for once at a time, kept, and there after a restart', async () => {
  const { desk, started, root, objects } = deskWith();
  await writeLedger(root, 'r1', 'done');
  const asked = [desk.audit('r1'), desk.audit('r1')];
  await eventually(() => expect(started).toHaveLength(1));
  expect(started[0]).toMatchObject({ command: 'audit', args: ['--run', 'r1', '--json'] });
  started[0]?.end({ code: 1, output: JSON.stringify({ run_id: 'r1', agrees: false }) });
  const [first, second] = await Promise.all(asked);
  expect(first).toEqual(second);
  expect(first).toMatchObject({ ok: true, audited: { madeAtMs: NOW, audit: { agrees: false } } });
  const again = deskWith({ root, objects });
  expect(await again.desk.report('r1')).toMatchObject({
    run: { verdict: { madeAtMs: NOW, agrees: false } },
    audited: { audit: { run_id: 'r1' } },
  });
  expect(await desk.audit('nobody')).toMatchObject({ ok: false, code: 'no_such_run' });
});

test('an audit that could not be made says why, and hides none that was', async () => {
  const { desk, started, root } = deskWith();
  await writeLedger(root, 'r1', 'done');
  const asked = desk.audit('r1');
  await eventually(() => expect(started).toHaveLength(1));
  started[0]?.end({ code: 2, complaint: 'nobody answers' });
  expect(await asked).toEqual({ ok: false, code: 'not_audited', message: 'nobody answers' });
  expect((await desk.report('r1'))?.audited).toBeNull();
});

test('closing ends what does not hear', async () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const { desk, started } = deskWith();
  await desk.start(PRODUCER);
  const closed = desk.close().then(() => 'closed');
  expect(await Promise.race([closed, Promise.resolve('open')])).toBe('open');
  await vi.advanceTimersByTimeAsync(1_500);
  expect(await closed).toBe('closed');
  expect(started[0]?.stopped()).toBe(2);
});
