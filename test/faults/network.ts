import { Agent } from 'node:http';
import { Socket } from 'node:net';
import nodeFetch from 'node-fetch';
import type { Fetch } from '../../src/atlas/exchange';

/** The machine's network connection, which can fail. */
export interface Network {
  readonly fetch: Fetch;
  /** Fails connections for requests with a matching target. Returns a function that ends it. */
  fail(target: RegExp, code: string): () => void;
  close(): void;
}

/** Creates a network. Connections fail like sockets of Node.js, with an error event that has a system code. */
export function createNetwork(): Network {
  const set = { target: /^$/, code: '' };
  const alive = new Agent({ keepAlive: true });
  const cut = new (class extends Agent {
    override createConnection(): Socket {
      const socket = new Socket();
      const error = Object.assign(new Error(`connect ${set.code}`), { code: set.code });
      process.nextTick(() => socket.destroy(error));
      return socket;
    }
  })();
  return {
    fetch: (url, init) => nodeFetch(url, { ...init, agent: set.target.test(url) ? cut : alive }),
    fail(target, code) {
      Object.assign(set, { target, code });
      return () => {
        set.target = /^$/;
      };
    },
    close: () => {
      alive.destroy();
    },
  };
}
