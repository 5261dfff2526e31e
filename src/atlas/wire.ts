import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Readable } from 'node:stream';

/** Tells which exchange a request of Node.js belongs to; holds nothing itself. */
const exchanges = new AsyncLocalStorage<Wire>();

/**
 * Watches how the responses to one HTTPS request arrive.
 *
 * An HTTP proxy that refuses to open a tunnel responds in clear text, and VS Code's proxy agent passes that response off
 * as the server's. Only the socket tells them apart, and node-fetch hides it. Node.js publishes each response of its HTTP
 * client together with the request (`node:diagnostics_channel`), and an `AsyncLocalStorage` finds the request that a
 * call of `fetch` has made, whatever agent, patch or proxy is in between.
 */
export class Wire {
  readonly #requests = new WeakSet();
  #encrypted = 0;
  #clearTextStatus: number | undefined;

  /** Does `work` and watches the HTTPS requests that it makes. */
  async watch<T>(work: () => Promise<T>): Promise<T> {
    const onRequest = (message: unknown): void => {
      const request = field(message, 'request');
      if (exchanges.getStore() === this && isObject(request) && field(request, 'protocol') === 'https:') {
        this.#requests.add(request);
      }
    };
    const onResponse = (message: unknown): void => {
      const request = field(message, 'request');
      if (isObject(request) && this.#requests.has(request)) {
        this.#note(field(message, 'response'));
      }
    };
    subscribe('http.client.request.start', onRequest);
    subscribe('http.client.response.finish', onResponse);
    try {
      return await exchanges.run(this, work);
    } finally {
      unsubscribe('http.client.request.start', onRequest);
      unsubscribe('http.client.response.finish', onResponse);
    }
  }

  /** The status of a response in clear text: a proxy's. */
  get clearTextStatus(): number | undefined {
    return this.#clearTextStatus;
  }

  /**
   * Returns whether the response of `fetch` came from the server. Fails closed: a response whose body is a stream of
   * Node.js came through Node's HTTP client, as all of node-fetch's do, so it counts only if it was seen on an encrypted
   * socket. Any other response comes from a test's stand-in, or from a fetch that refuses such a proxy by itself.
   */
  isFromServer(response: { readonly body?: unknown }): boolean {
    return this.#clearTextStatus === undefined && (this.#encrypted > 0 || !(response.body instanceof Readable));
  }

  #note(response: unknown): void {
    if (field(field(response, 'socket'), 'encrypted') === true) {
      this.#encrypted += 1;
    } else {
      this.#clearTextStatus = Number(field(response, 'statusCode'));
    }
  }
}

function field(value: unknown, name: string): unknown {
  return isObject(value) ? Reflect.get(value, name) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
