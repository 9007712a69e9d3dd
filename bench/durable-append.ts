import { fdatasync, openSync, write } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';

/*
 * The yardstick of bench/collector.ts: the least a durable collector can do. It reads the body,
 * parses it, writes each event as a line, and answers once fdatasync has returned; requests that
 * arrive meanwhile share the next sync. No validation, no enrichment, no limits.
 */
const [, , path = ''] = process.argv;
const file = openSync(path, 'a');

let lines: string[] = [];
let waiting: ServerResponse[] = [];
let busy = false;

function commit(): void {
  if (busy || waiting.length === 0) return;
  busy = true;
  const group = waiting;
  const data = Buffer.from(lines.join(''));
  waiting = [];
  lines = [];
  write(file, data, 0, data.length, null, (failed, written) => {
    if (failed || written !== data.length) throw failed ?? new Error('short write');
    fdatasync(file, (unsynced) => {
      if (unsynced) throw unsynced;
      for (const response of group) response.writeHead(204).end();
      busy = false;
      commit();
    });
  });
}

createServer((request, response) => {
  if (request.method !== 'POST') {
    response.writeHead(204).end();
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body: { events: unknown[] } = JSON.parse(Buffer.concat(chunks).toString());
    for (const event of body.events) lines.push(`${JSON.stringify(event)}\n`);
    waiting.push(response);
    commit();
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
