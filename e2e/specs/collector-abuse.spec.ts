import { execFileSync } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { uuidV7 } from '@/lib/common/uuid';
import { sampleBatch } from '@/lib/testing/collector-fixture';
import { sampleWireEvent } from '@/lib/testing/sample-events';
import { expect, test } from '../fixtures/test';

const MIB = 1024 * 1024;
const DOORS = ['/api/events', '/api/events?door=next'];

test.use({ server: { env: { FOOTFALL_RATE_LIMIT: 'off' } } });

/** Resident memory of a process in bytes. */
function residentBytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
}

function open(url: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.once('error', reject).once('connect', () => resolve(socket.off('error', reject)));
  });
}

const head = (path: string, length: string) =>
  `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${length}\r\n\r\n`;

/** Pushes up to so many bytes as fast as they are taken; answers how many were, and what was said. */
async function flood(url: string, start: string, chunk: Buffer, most: number) {
  const socket = await open(url);
  let heard = '';
  let over = false;
  socket.on('data', (part) => {
    heard += part;
  });
  const closed = new Promise<void>((resolve) => {
    const end = () => {
      over = true;
      resolve();
    };
    socket.on('close', end).on('error', end);
  });
  socket.write(start);
  for (let sent = 0; sent < most && !over; sent += chunk.length) {
    if (!socket.write(chunk)) {
      await Promise.race([closed, new Promise((resolve) => socket.once('drain', resolve))]);
    }
  }
  socket.end();
  await closed;
  return { taken: socket.bytesWritten, status: /^HTTP\/1\.1 (\d+)/.exec(heard)?.[1] ?? 'cut off' };
}

async function sendOne(url: string, path = '/api/events'): Promise<number> {
  const now = Date.now();
  const timestamp = new Date(now).toISOString();
  const event = sampleWireEvent({ event_id: uuidV7(now), timestamp });
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sampleBatch([event], { sent_at: timestamp })),
  });
  await answer.text();
  return answer.status;
}

test('bodies of 10 MB, of a gigabyte, without end and with a false length leave memory flat', async ({
  shop,
}) => {
  for (const path of DOORS) expect(await sendOne(shop.url, path)).toBe(200);
  const block = Buffer.alloc(MIB, 'x');
  const chunk = Buffer.concat([Buffer.from('100000\r\n'), block, Buffer.from('\r\n')]);
  const kinds = [
    { name: '10 MB', length: 'content-length: 10000000', part: block, most: 10 * MIB },
    { name: 'a gigabyte', length: 'content-length: 1073741824', part: block, most: 1024 * MIB },
    { name: 'endless', length: 'transfer-encoding: chunked', part: chunk, most: 1024 * MIB },
    { name: 'a false length', length: 'content-length: 200000', part: block, most: 1024 * MIB },
  ];
  const before = residentBytes(shop.pid);
  let most = before;
  for (const path of DOORS) {
    for (const { name, length, part, most: bytes } of kinds) {
      const floods = Array.from({ length: 8 }, () =>
        flood(shop.url, head(path, length), part, bytes),
      );
      for (const { taken, status } of await Promise.all(floods)) {
        // What the systems' own buffers hold between the two is not read by anybody.
        expect(taken, `${path} ${name}`).toBeLessThan(32 * MIB);
        expect(['413', '400', 'cut off'], `${path} ${name}`).toContain(status);
      }
      most = Math.max(most, residentBytes(shop.pid));
      expect(await sendOne(shop.url, path)).toBe(200);
    }
  }
  expect(most - before).toBeLessThan(150 * MIB);
  expect(most).toBeLessThan(600 * MIB);
});

test('slow heads, slow bodies and 500 idle connections keep nobody else waiting', async ({
  shop,
}) => {
  const idle = await Promise.all(Array.from({ length: 500 }, () => open(shop.url)));
  const heads = await Promise.all(Array.from({ length: 50 }, () => open(shop.url)));
  for (const socket of heads) socket.write('POST /api/events HTTP/1.1\r\nhost: local');
  const late = await Promise.all(
    DOORS.flatMap((path) =>
      Array.from({ length: 50 }, async () => {
        const socket = await open(shop.url);
        const status = new Promise<string>((resolve) => {
          socket.once('data', (part) => resolve(String(part).slice(9, 12)));
          socket.once('close', () => resolve('closed'));
        });
        socket.write(`${head(path, 'content-length: 1000')}{"v":1`);
        return { socket, status };
      }),
    ),
  );
  const drip = setInterval(() => {
    for (const { socket } of late) if (socket.writable) socket.write(' ');
    for (const socket of heads) if (socket.writable) socket.write('x');
  }, 500);
  const everyone = [...idle, ...heads, ...late.map(({ socket }) => socket)];
  for (const socket of everyone) socket.on('error', () => undefined);
  try {
    let lateAnswers = 0;
    for (const { status } of late) void status.then(() => lateAnswers++);
    // Far more requests than the slow ones, all of them answered while those still hang.
    for (let n = 0; n < 50; n++) {
      expect(await sendOne(shop.url, DOORS[n % 2])).toBe(200);
    }
    expect(lateAnswers).toBeLessThan(late.length);
    expect(new Set(await Promise.all(late.map(({ status }) => status)))).toEqual(new Set(['408']));
    expect(await sendOne(shop.url)).toBe(200);
  } finally {
    clearInterval(drip);
    for (const socket of everyone) socket.destroy();
  }
});
