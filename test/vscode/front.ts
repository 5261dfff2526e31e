import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { createProxyServer } from 'http-proxy-3';

/**
 * Stands between the browser and a VS Code server. Its address stays the same when it forwards to another server, so the
 * browser keeps the compiled scripts of the workbench.
 */
export interface Front {
  /** Host and port. */
  readonly authority: string;
  forwardTo(port: number): void;
  close(): Promise<void>;
}

/** A page without any content at the address of the workbench, from which its storage can be cleared. */
export const EMPTY_PAGE = 'empty-page';

/**
 * Starts a front. It answers the one request that the server leaves to others: a browser gets half of the key that
 * seals its secret storage from `/mint-key`. Without a response, the secrets would be lost with every reload.
 */
export async function startFront(): Promise<Front> {
  const key = randomBytes(32);
  const sockets = new Set<Socket>();
  let target = '';
  const proxy = createProxyServer({ ws: true });
  proxy.on('error', (_error, _request, response) => {
    // The server is stopping, or a window closed before the end of a response.
    response.destroy();
  });
  const front: Server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    if (path.endsWith('/mint-key')) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(key);
    } else if (path === `/${EMPTY_PAGE}`) {
      response.writeHead(200, { 'content-type': 'text/html' }).end();
    } else {
      proxy.web(request, response, { target });
    }
  });
  front.on('upgrade', (request, socket, head) => {
    proxy.ws(request, socket, head, { target });
  });
  front.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    authority: `127.0.0.1:${portOf(front)}`,
    forwardTo: (port) => {
      target = `http://127.0.0.1:${port}`;
    },
    close: async () => {
      front.close();
      sockets.forEach((socket) => socket.destroy());
      proxy.close();
      await once(front, 'close');
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The front has no port');
  }
  return address.port;
}
