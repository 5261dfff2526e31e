import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Readable } from 'node:stream';

/** Tells which exchange a request of Node.js belongs to. Holds no data itself. */
const exchanges = new AsyncLocalStorage<Wire>();

/**
 * Watches whether the responses to one HTTPS request arrive encrypted.
 *
 * An HTTP proxy that refuses to open a tunnel responds in clear text, and VS Code's proxy agent returns that response
 * as if it came from the server. Only the socket shows the difference, and node-fetch hides it. Node.js publishes each
 * response of its HTTP client with its request (`node:diagnostics_channel`), and an `AsyncLocalStorage` identifies the
 * requests of a `fetch` call, whatever agent, patch or proxy is in between.
 */
export class Wire {
  readonly #requests = new WeakSet();
  #isEncrypted = false;
  #clearTextStatus: number | undefined;

  /** Runs `work` and watches the HTTPS requests that it sends. */
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
        this.#record(field(message, 'response'));
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

  /** Status of a response in clear text, which comes from a proxy. */
  get clearTextStatus(): number | undefined {
    return this.#clearTextStatus;
  }

  /**
   * Returns whether the response of `fetch` came from the server. Fails closed: a response whose body is a Node.js
   * stream came through Node's HTTP client, as all responses of node-fetch do, so it must have arrived on an encrypted
   * socket. Other responses come from test doubles or from a `fetch` that rejects such a proxy itself.
   */
  isFromServer(response: { readonly body?: unknown }): boolean {
    return this.#clearTextStatus === undefined && (this.#isEncrypted || !(response.body instanceof Readable));
  }

  #record(response: unknown): void {
    if (field(field(response, 'socket'), 'encrypted') === true) {
      this.#isEncrypted = true;
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
