import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { answer, errorRecords, eventLines, failedLines, savedText, seenIn } from './their-objects';
import { addTrace, arrivalFolders, emptyTrace, encodeTrace } from './trace';

const SESSION = '01a0be1c-2dc8-7000-8000-000000000001';
const visitor = { user_id: 'v-1', sessions: new Set([SESSION]), events: new Set(['e-1']) };
const line = (fields: object) => JSON.stringify(fields);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const record = (text: string) => line({ attemptsMade: 4, rawData: base64(text), errorCode: 'x' });

test('lines that stay keep every byte, whatever they look like', async () => {
  const odd = [
    '{ "user_id" : "v-10", "page":"caf\\u00e9" }',
    'no event at all',
    line({ user_id: 'v-2', extra: 'asks v-1 something' }),
    '',
    '{"user_id":"v-1.5"}',
  ];
  const theirs = [
    line({ user_id: 'v-1' }),
    line({ user_id: 'else', session_id: SESSION }),
    'torn of "v-1"',
  ];
  const [a, b, ...rest] = odd;
  const [x, y, z] = theirs;
  const body = gzipSync([a, x, b, y, z, ...rest].join('\n'));
  const done = await eventLines(visitor)(body);
  expect(done?.taken).toBe(3);
  expect(String(gunzipSync(done?.body ?? ''))).toBe(odd.join('\n'));
  expect(await eventLines(visitor)(Buffer.from(odd.join('\n')))).toBeNull();
  expect(await eventLines(visitor)(Buffer.from(`${x}\n${y}\n`))).toEqual({ body: null, taken: 2 });
});

test('an error record keeps the lines of others, and what is packed twice is found', async () => {
  const other = line({ user_id: 'v-2' });
  const body = [
    record(`${other}\n${line({ user_id: 'v-1' })}\n{"cut`),
    record(line({ user_id: 'v-1' })),
    record(other),
  ].join('\n');
  const done = await errorRecords(visitor, 'events')(Buffer.from(body));
  expect(String(done?.body)).toBe([record(`${other}\n{"cut`), record(other)].join('\n'));
  const failed = (user_id: string) => line({ reason: 'r', bytes: base64(line({ user_id })) });
  const packed = record(`${failed('v-1')}\n${failed('v-2')}\n`);
  const left = await errorRecords(visitor, 'failed')(Buffer.from(packed));
  expect(String(left?.body)).toBe(record(`${failed('v-2')}\n`));
  expect(await failedLines(visitor)(Buffer.from(failed('v-2')))).toBeNull();
});

test('saved texts stay without the ids in them, answers go as a whole', async () => {
  const text = Buffer.from(`{"sql":"user_id IN ('v-1', 'v-10') OR event_id = 'e-1'"}`);
  expect(String((await savedText(visitor)(text))?.body)).toBe(
    `{"sql":"user_id IN ('erased', 'v-10') OR event_id = 'erased'"}`,
  );
  expect(await answer(visitor)(Buffer.from('"v-10"\n'))).toBeNull();
  expect(await answer(visitor)(Buffer.from('"v-1"\n'))).toEqual({ body: null, taken: 1 });
});

test('who they are is seen in lines, in failed events and in what lies in those', () => {
  const event = { user_id: 'v-1', event_id: 'e-1', session_id: SESSION, received_at: 'then' };
  const { user_id: _, ...seen } = event;
  const failed = line({ bytes: base64(line(event)) });
  for (const body of [line(event), failed, record(`${line(event)}\n`), record(`${failed}\n`)]) {
    expect(seenIn(Buffer.from(body), 'v-1', (text) => text.includes('v-1'))).toEqual([seen]);
  }
});

test('raw is looked for in the hours of arrival and those beside, over midnight too', () => {
  const trace = emptyTrace('v-1');
  trace.hours.add('2026-11-22T00');
  expect(arrivalFolders(trace)).toEqual([
    'dt=2026-11-21/hour=23/',
    'dt=2026-11-22/hour=00/',
    'dt=2026-11-22/hour=01/',
  ]);
});

test('what was found can be gone on from, and does not say who it is of', () => {
  const trace = emptyTrace('visitor-1');
  trace.sessions.add(SESSION);
  trace.landed.add('landing/events/x.parquet');
  const encoded = encodeTrace(trace);
  expect(String(encoded)).not.toContain('visitor-1');
  const again = emptyTrace('visitor-1');
  addTrace(again, encoded);
  expect(again).toEqual(trace);
});
