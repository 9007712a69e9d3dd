import type { Server } from 'node:http';
import type { Connections } from './connections';

export interface Draining {
  readonly server: Server;
  readonly connections: Connections;
  /** Tells answers without an end of their own to end. */
  stop(): void;
  /** Closes the runtime: everything taken in is answered first. */
  close(): Promise<void>;
  closeApp(): Promise<void>;
}

const DRAIN_DEADLINE_MS = 8_000;

/** For the runtime to close after the last connection was cut off: a stuck disk may never answer. */
const CLOSE_LIMIT_MS = 2_000;

/**
 * Takes no new connections, lets running requests finish, then closes the runtime. Answers whether
 * all of it was done before the deadline; what still ran then was cut off.
 */
export async function drain(parts: Draining, deadlineMs = DRAIN_DEADLINE_MS): Promise<boolean> {
  let clean = true;
  parts.stop();
  const lastResort = setTimeout(() => {
    clean = false;
    parts.server.closeAllConnections();
  }, deadlineMs);
  const limit = new Promise<false>((resolve) => {
    setTimeout(() => resolve(false), deadlineMs + CLOSE_LIMIT_MS).unref();
  });
  const closed = new Promise<void>((resolve) => parts.server.close(() => resolve()));
  parts.connections.endIdle();
  const finished = closed
    .then(parts.close)
    .then(parts.closeApp)
    .then(() => clean);
  const answer = await Promise.race([finished, limit]);
  clearTimeout(lastResort);
  return answer;
}
