import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface Connections {
  /** Ends every connection that no request is running on, and from now on each as it falls idle. */
  endIdle(): void;
}

/**
 * Knows which connections carry a running request. Node's own `closeIdleConnections` leaves those
 * alone that a browser opened ahead of need or that left HTTP, and either would hold up a drain.
 */
export function trackConnections(server: Server): Connections {
  const running = new Map<Socket, number>();
  let ending = false;

  const settle = (socket: Socket, change: number) => {
    const requests = (running.get(socket) ?? 0) + change;
    running.set(socket, requests);
    if (ending && requests === 0) socket.end();
  };
  server.on('connection', (socket: Socket) => {
    settle(socket, 0);
    socket.once('close', () => running.delete(socket));
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    settle(socket, 1);
    response.once('close', () => {
      if (running.has(socket)) settle(socket, -1);
    });
  });
  return {
    endIdle() {
      ending = true;
      for (const [socket, requests] of running) if (requests === 0) socket.destroy();
    },
  };
}
