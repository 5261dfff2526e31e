import { Agent } from 'node:http';
import { Socket } from 'node:net';
import nodeFetch from 'node-fetch';
import type { Fetch } from '../../src/atlas/exchange';

/** The machine's network connection, which can fail. */
export interface Network {
  readonly fetch: Fetch;
  /** Makes connections for matching requests fail. Returns a function that ends it. */
  fail(target: RegExp, code: string): () => void;
  close(): void;
}

/** Failing connections behave like Node's sockets: they emit an error event with the system's error code. */
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
