import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Certificate } from '../atlas/certificates';

/** Handles a request instead of the simulator. */
export type Trouble = (request: IncomingMessage, response: ServerResponse) => void;

/** Changes a response of the simulator. */
export type Change = (body: string, headers: IncomingHttpHeaders, target: string) => string | Buffer;

/** A server in front of the simulator that can misbehave. */
export interface Front {
  readonly origin: string;
  /** Handles requests with a matching target by `trouble`, all of them by default. Returns a function that ends it. */
  meet(target: RegExp, trouble: Trouble, times?: number): () => void;
  /** Changes each response with status 200 to a request with a matching target. */
  change(target: RegExp, change: Change): void;
  /** Stops listening until the returned function is called. */
  goDown(): Promise<() => Promise<void>>;
  /** Uses another certificate for new connections. */
  useCertificate(certificate: Certificate): void;
  close(): Promise<void>;
}

/** Starts a server that forwards everything to `origin` until it is told to misbehave. */
export async function startFront(origin: string, certificate?: Certificate): Promise<Front> {
  const changed: { target: RegExp; change: Change } = { target: /^$/, change: (body) => body };
  const set: { target: RegExp; trouble: Trouble; left: number } = { target: /^$/, trouble: () => undefined, left: 0 };
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    if (set.left > 0 && set.target.test(request.url ?? '')) {
      set.left -= 1;
      set.trouble(request, response);
      return;
    }
    const { method, url, headers } = request;
    const onward = http.request(`${origin}${url ?? ''}`, { method, headers, agent: false }, (received) => {
      if (received.statusCode === 200 && changed.target.test(url ?? '')) {
        void sendChanged(response, received, (body) => changed.change(body, received.headers, url ?? ''));
        return;
      }
      response.writeHead(received.statusCode ?? 502, received.headers);
      received.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  };
  const server = certificate === undefined ? http.createServer(onRequest) : https.createServer(certificate, onRequest);
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return addressOf(server).port;
  };
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const port = await listen(0);
  return {
    origin: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    meet(target, trouble, left = Infinity) {
      Object.assign(set, { target, trouble, left });
      return () => {
        set.target = /^$/;
      };
    },
    change(target, change) {
      Object.assign(changed, { target, change });
    },
    async goDown() {
      await stop();
      return async () => {
        await listen(port);
      };
    },
    useCertificate(other) {
      if ('setSecureContext' in server) {
        server.setSecureContext(other);
        server.closeAllConnections();
      }
    },
    close: stop,
  };
}

async function sendChanged(
  response: ServerResponse,
  received: IncomingMessage,
  change: (body: string) => string | Buffer,
): Promise<void> {
  const body = change(await text(received));
  delete received.headers['content-length'];
  response.writeHead(200, received.headers);
  response.end(body);
}

function addressOf(server: { address(): AddressInfo | string | null }): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server has no port');
  }
  return address;
}
