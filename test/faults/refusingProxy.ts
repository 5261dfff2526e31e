import https from 'node:https';
import net from 'node:net';
import nodeFetch from 'node-fetch';
import type { Fetch } from '../../src/atlas/exchange';
import { portOf } from '../unit/atlas/support';

/** A proxy that responds to `CONNECT` itself, and a fetch function that uses it. */
export interface RefusingProxy {
  /** Uses the proxy for refused requests, and a direct connection for others. */
  readonly fetch: Fetch;
  /** Refuses requests with a matching target with this response. Returns a function that ends it. */
  refuse(target: RegExp, response: string): () => void;
  close(): void;
}

/**
 * Starts the proxy. Its response arrives on the connection in clear text, as with VS Code's proxy agent. The
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
