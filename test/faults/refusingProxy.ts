import https from 'node:https';
import net from 'node:net';
import nodeFetch from 'node-fetch';
import type { Fetch } from '../../src/atlas/exchange';
import { portOf } from '../unit/atlas/support';

/** A proxy that answers `CONNECT` itself, before a fetch for https. */
export interface RefusingProxy {
  /** Goes through the proxy where it refuses, and around it otherwise. */
  readonly fetch: Fetch;
  /** Refuses every request whose target matches with this response; returns a function that ends it. */
  refuse(target: RegExp, response: string): () => void;
  close(): void;
}

/**
 * Starts the proxy. What it says comes back on the connection in clear text, as VS Code's proxy agent plays it; the real
 * agent is in the integration tests.
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
