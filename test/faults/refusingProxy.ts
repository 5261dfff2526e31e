import https from 'node:https';
import net from 'node:net';
import nodeFetch from 'node-fetch';
import type { Fetch } from '../../src/atlas/exchange';
import { portOf } from '../unit/atlas/support';

/** A proxy that responds to `CONNECT` itself, and a fetch that uses it for https. */
export interface RefusingProxy {
  /** Uses the proxy for requests that it refuses, and a direct connection otherwise. */
  readonly fetch: Fetch;
  /** Refuses matching requests with this response. Returns a function that ends it. */
  refuse(target: RegExp, response: string): () => void;
  close(): void;
}

/**
 * Starts the proxy. Its response comes back in clear text on the connection, like that of VS Code's proxy agent. The
 * integration tests use the real agent.
 */
export async function startRefusingProxy(around: Fetch): Promise<RefusingProxy> {
  const set = { target: /^$/, response: '' };
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(set.response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const agent = new https.Agent();
  agent.createConnection = () => net.connect(portOf(server), '127.0.0.1');
  return {
    fetch: (url, init) => (set.target.test(url) ? nodeFetch(url, { ...init, agent }) : around(url, init)),
    refuse(target, response) {
      Object.assign(set, { target, response });
      return () => {
        set.target = /^$/;
      };
    },
    close: () => {
      server.close();
    },
  };
}
