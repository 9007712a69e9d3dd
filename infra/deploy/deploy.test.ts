import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AwsStandIns, startAwsStandIns } from '@/e2e/fixtures/aws-stand-ins';
import { createMemoryEngine } from '@/lib/analytics/memory';
import { MINUTE_MS } from '@/lib/common/clock';
import { openAnalytics } from '@/lib/config/command-drivers';
import { openFolder, openSink } from '@/lib/config/folders';
import { readSettings } from '@/lib/config/settings';
import { byPart } from '@/lib/cost/monthly';
import { HOURS_A_MONTH } from '@/lib/cost/prices';
import { workloadAt } from '@/lib/cost/workload';
import { ofType } from '../checks/template';
import { dataSide } from '../testing/data-templates';
import { webApp } from '../testing/web-app';
import { edgeStack, readAssembly, settingsOf, webStack } from './assembly';
import { canaryBatch, runCanary, sendByAddress, sendToSink } from './canary';
import { deployCalls, destroyArguments, synthArguments } from './commands';
import { estimate } from './estimate';
import { alwaysLeft, bucketsLeft, retained } from './leftovers';
import { planOf, planWords } from './plan';

type Planned = ReturnType<typeof readAssembly>;
const [stacks, dev] = ['prod', 'dev'].map((stage) =>
  readAssembly(webApp({ stage }).app.synth().directory),
) as [Planned, Planned];

test('reads the stacks in the order in which they are made, each with its region', () => {
  const names = stacks.map(({ name }) => name);
  expect([...names].sort()).toEqual(['Data', 'Edge', 'Web']);
  expect(names.indexOf('Data')).toBeLessThan(names.indexOf('Web'));
  expect(edgeStack(stacks)).toMatchObject({ name: 'Edge', region: 'us-east-1' });
  expect(webStack(stacks)).toMatchObject({ name: 'Web', region: null });
});

test('a folder without stacks says what to do', () => {
  expect(() => readAssembly('/nonexistent')).toThrow('run npm run synth first');
});

test('the plan names what there will be, with its region where that is another', () => {
  const words = planWords(planOf(stacks));
  expect(words.find((one) => one.startsWith('Web'))).toMatch(
    /1 VPC, 1 load balancer, 2 Fargate services, 1 CloudFront distribution, 2 secrets, 2 log groups, \d+ roles; \d+ parts/,
  );
  expect(words.find((one) => one.startsWith('Edge (us-east-1)'))).toMatch(/1 web ACL$/);
  const things = planOf(stacks).flatMap(({ makes }) => makes);
  const counted = things.reduce((sum, { count }) => sum + count, 0);
  const parts = planOf(stacks).reduce((sum, one) => sum + one.parts, 0);
  const all = stacks.flatMap(({ template }) => Object.keys(template.Resources));
  expect(counted + parts, 'every resource is counted once').toBe(all.length);
});

test('the estimate is counted from the templates', () => {
  const part = (of: string, planned: Planned) =>
    estimate(planned, { eventsPerSecond: 1 }).lines.find((line) => line.of === of)?.usd;
  expect(part('4 tasks', stacks)).toBeCloseTo(4 * (0.5 * 0.03238 + 0.00356) * HOURS_A_MONTH, 6);
  expect(part('2 tasks', dev)).toBeCloseTo(2 * (0.25 * 0.03238 + 0.00356) * HOURS_A_MONTH, 6);
  const data = stacks.filter(({ name }) => name === 'Data');
  const parts = byPart(estimate(data, { eventsPerSecond: 1 })).map((one) => one.part);
  expect(parts).not.toContain('servers');
  expect(estimate(data, { eventsPerSecond: 1 }).total).toBeLessThan(
    estimate(stacks, { eventsPerSecond: 1 }).total,
  );
});

test('what is reckoned on paper has as many alarms as what is made', () => {
  const made = [...stacks.map(({ template }) => template), dataSide().part('Monitoring')];
  const alarms = made.flatMap((template) => ofType(template, 'AWS::CloudWatch::Alarm'));
  expect(alarms).toHaveLength(workloadAt(1).alarms);
});

test('deploys the edge first, and hands its ARN to the web stack', () => {
  const calls = deployCalls(stacks, (call) => `out-${call}.json`);
  expect(calls.map(({ names }) => names)).toEqual([
    ['Edge'],
    expect.arrayContaining(['Data', 'Web']),
  ]);
  expect(calls[0]?.arguments(null).join(' ')).not.toContain('--parameters');
  const args = calls[1]?.arguments('arn:acl') ?? [];
  expect(args.slice(args.indexOf('--parameters'))).toEqual([
    '--parameters',
    'Web:WebAclArn=arn:acl',
  ]);
  expect(args).toContain('out-1.json');
});

test('without the web there is one call, with nothing of it', () => {
  const data = stacks.filter(({ name }) => name === 'Data');
  const calls = deployCalls(data, (call) => `out-${call}.json`);
  expect(calls.map(({ names }) => names)).toEqual([['Data']]);
  expect(calls[0]?.arguments(null).join(' ')).not.toContain('WebAclArn');
});

test('removes what was made last first, and synthesises by context', () => {
  const args = destroyArguments(stacks);
  expect(args.indexOf('Web')).toBeLessThan(args.indexOf('Data'));
  expect(args).toContain('--force');
  expect(synthArguments(['stage=dev', 'egress=nat'])).toEqual(
    expect.arrayContaining(['--context', 'stage=dev', '--context', 'egress=nat']),
  );
});

test('settings come from what the outputs say of themselves', () => {
  const outputs = { Data: { RawBucket: 'footfall-raw-1' }, Web: { Address: 'https://x' } };
  expect(settingsOf(stacks, outputs)).toEqual({ FOOTFALL_RAW_BUCKET: 'footfall-raw-1' });
});

test('what outlives the stacks is named before they are removed', () => {
  expect(retained(stacks)).toEqual([
    { stack: 'Data', id: expect.stringMatching(/^Raw/), type: 'AWS::S3::Bucket' },
  ]);
  const delivery = { name: 'Delivery', region: null, template: dataSide().part('Delivery') };
  // Their policies stay as well, and go with them.
  expect(retained([delivery]).map(({ type }) => type)).toEqual(Array(3).fill('AWS::S3::Bucket'));
  expect(alwaysLeft(true).length).toBe(alwaysLeft(false).length + 1);
});

let standIns: AwsStandIns;
const own = { ...process.env };
beforeAll(async () => {
  standIns = await startAwsStandIns({ bufferMs: 50, refreshMs: 3_600_000 });
  for (const [name, value] of Object.entries(standIns.env)) {
    if (name.startsWith('AWS_')) process.env[name] = value;
  }
});
afterAll(async () => {
  for (const name of Object.keys(standIns.env)) {
    if (own[name] === undefined) delete process.env[name];
    else process.env[name] = own[name];
  }
  await standIns.close();
});

/** A minute passes whenever somebody sleeps. */
function ownTime() {
  let now = Date.now();
  const pass = (ms: number) => {
    now += ms;
  };
  return { clock: () => now, pass };
}

test('the canary goes through Firehose and is seen in Athena, once it is merged', async () => {
  const settings = readSettings(standIns.env);
  const sink = openSink(settings);
  const { clock, pass } = ownTime();
  const engine = openAnalytics(settings, Date.now);
  if (!engine) throw new Error('no engine');
  const looks: (string | null)[] = [];
  try {
    const result = await runCanary({
      send: sendToSink(sink, clock),
      engine,
      clock,
      async sleep(ms) {
        pass(ms);
        if (looks.length < 2) return;
        await standIns.flush();
        await standIns.refresh();
      },
      waiting: (_, trouble) => looks.push(trouble),
    });
    expect(result).toEqual({ seen: true, afterMs: 40_000, id: expect.any(String) });
    expect(looks).toEqual([null, null]);
    const [line] = standIns.firehose.accepted('footfall-events');
    expect(JSON.parse(line ?? '')).toMatchObject({ user_id: 'canary', actor: 'bot' });
  } finally {
    await sink.close();
    await engine.close();
  }
});

const NEVER = createMemoryEngine(() => ({
  columns: [{ name: 'found', type: 'bigint' }],
  rows: [[0]],
}));

test('a canary that never comes ends in time, and says how far it got', async () => {
  const { clock, pass } = ownTime();
  const sleep = async (ms: number) => pass(ms);
  const base = { engine: NEVER, clock, sleep, limitMs: 5 * MINUTE_MS };
  let sends = 0;
  const send = async () => {
    sends += 1;
  };
  const taken = await runCanary({ ...base, send });
  expect(taken).toMatchObject({
    seen: false,
    trouble: 'It was taken in, and Athena does not show it.',
  });
  expect(sends, 'sent once, looked for again and again').toBe(1);
  const refused = await runCanary({
    ...base,
    send: async () => {
      throw new Error('https://x answered 504');
    },
  });
  expect(refused).toMatchObject({
    seen: false,
    trouble: 'It could not be sent: https://x answered 504',
  });
});

test('what the collector refuses is no canary', async () => {
  const answer = (status: number, body: unknown) => async () => Response.json(body, { status });
  const { id: _, ...batch } = canaryBatch(Date.now());
  const send = (fetcher: () => Promise<Response>) =>
    sendByAddress('https://x', fetcher as typeof fetch)(batch);
  await expect(send(answer(200, { results: [{ status: 'accepted' }] }))).resolves.toBeUndefined();
  await expect(
    send(answer(200, { results: [{ status: 'rejected', reason: 'bad' }] })),
  ).rejects.toThrow('bad');
  await expect(send(answer(429, {}))).rejects.toThrow('answered 429');
});

test('a bucket that still is there is left, with its size; one that is gone is not', async () => {
  const settings = readSettings(standIns.env);
  const open = (address: string) => openFolder(address, settings);
  await open('s3://footfall-raw/').put('events/one', new Uint8Array(1024));
  const left = await bucketsLeft(['footfall-raw', 'no-such-bucket'], open);
  expect(left).toEqual([
    {
      what: expect.stringMatching(/^bucket footfall-raw: \d+ objects, 0\.00 GiB$/),
      remove: 'aws s3 rb --force s3://footfall-raw',
    },
  ]);
});

test('a bucket that may not be looked into is said to be left', async () => {
  const open = () => ({
    list: async () => {
      throw new Error('Access Denied');
    },
  });
  expect((await bucketsLeft(['x'], open))[0]?.what).toContain('Access Denied');
});
