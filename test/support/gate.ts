import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Above what well-known services have, below the lowest that Linux (32768) or any other system gives away. */
const LOWEST_PORT = 20_000;
const PORTS = 12_000;

/** A port in front of a server: shut, it refuses; open, it passes everything on. */
export type Gate = {
  readonly port: number;
  open(): Promise<void>;
  /** Ends what goes through, and refuses from now on. */
  shut(): Promise<void>;
};

/** A gate that is shut, on a free port of 127.0.0.1, before the server at `to`. */
export async function aGate(to: { readonly hostname: string; readonly port: string }): Promise<Gate> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()); // Its other half ends it, too.
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  return {
    port,
    async open() {
      server = createServer((socket) => {
        const behind = track(connect(Number.parseInt(to.port, 10), to.hostname));
        track(socket).pipe(behind).pipe(socket);
        socket.on('close', () => behind.destroy());
        behind.on('close', () => socket.destroy());
      });
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
    async shut() {
      const closing = server;
      server = undefined;
      if (closing === undefined) return;
      const closed = once(closing, 'close');
      closing.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/**
 * A port that nobody listens on now, nor will for a while: below those that the system gives away by itself, to servers
 * that ask for any and to every connection that goes out.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST_PORT + randomInt(PORTS);
    const probe = createServer().listen(port, '127.0.0.1');
    try {
      await once(probe, 'listening');
    } catch {
      continue; // Somebody has it.
    }
    probe.close();
    await once(probe, 'close');
    return port;
  }
}
