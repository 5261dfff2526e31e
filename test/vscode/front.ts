import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { createProxyServer } from 'http-proxy-3';

/**
 * A reverse proxy between the browser and a VS Code server. It keeps its address when it forwards to another server, so
 * that the browser keeps the compiled scripts of the workbench.
 */
export interface Front {
  /** Host and port. */
  readonly authority: string;
  forwardTo(port: number): void;
  close(): Promise<void>;
}

/** The path of an empty page on the same origin as the workbench, from which its storage can be cleared. */
export const EMPTY_PAGE = 'empty-page';

/**
 * Starts the proxy. It responds to `/mint-key` itself, because the server doesn't: the browser gets half of the key
 * that encrypts its secret storage from there. Without a response, each reload would lose the secrets.
 */
export async function startFront(): Promise<Front> {
  const key = randomBytes(32);
  const sockets = new Set<Socket>();
  let target = '';
  const proxy = createProxyServer({ ws: true });
  proxy.on('error', (_error, _request, response) => {
    // The server is stopping, or a window was closed during a response.
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
    throw new Error('The proxy has no port');
  }
  return address.port;
}
