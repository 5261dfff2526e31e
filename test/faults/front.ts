import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Certificate } from '../atlas/certificates';

/** Handles a request instead of the simulator. */
export type Trouble = (request: IncomingMessage, response: ServerResponse) => void;

/** Returns a changed response body. */
export type Change = (body: string, headers: IncomingHttpHeaders, target: string) => string | Buffer;

/** A proxy in front of the simulator that can cause faults and end them. */
export interface Front {
  readonly origin: string;
  /**
   * Causes a fault for requests with a matching target, for all of them by default. Returns a function that ends it.
   */
  meet(target: RegExp, trouble: Trouble, times?: number): () => void;
  /** Changes each response with status 200 for a matching target. */
  change(target: RegExp, change: Change): void;
  /** Stops listening until the returned function is called. */
  goDown(): Promise<() => Promise<void>>;
  /** Uses another certificate for new connections. */
  useCertificate(certificate: Certificate): void;
  close(): Promise<void>;
}

/** Starts a proxy that forwards everything to `origin` unless a fault is set. */
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
    const onward = http.request(`${origin}${url ?? ''}`, { method, headers, agent: false }, (original) => {
      if (original.statusCode === 200 && changed.target.test(url ?? '')) {
        void sendChanged(response, original, (body) => changed.change(body, original.headers, url ?? ''));
        return;
      }
      response.writeHead(original.statusCode ?? 502, original.headers);
      original.pipe(response);
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
  original: IncomingMessage,
  change: (body: string) => string | Buffer,
): Promise<void> {
  const body = change(await text(original));
  delete original.headers['content-length'];
  response.writeHead(200, original.headers);
  response.end(body);
}

function addressOf(server: { address(): AddressInfo | string | null }): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server has no port');
  }
  return address;
}
