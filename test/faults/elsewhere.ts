import { once } from 'node:events';
import { createServer } from 'node:http';
import { portOf } from '../unit/atlas/support';

/** A server that must never get a request. */
export interface Elsewhere {
  readonly origin: () => string;
  /** The targets of the requests that it got anyway. */
  readonly reached: readonly (string | undefined)[];
}

/** Starts the server for the tests of a suite. */
export function useElsewhere(): Elsewhere {
  const reached: (string | undefined)[] = [];
  const server = createServer(({ url }, response) => {
    reached.push(url);
    response.end();
  });
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => {
    server.close();
  });
  return { origin: () => `http://127.0.0.1:${portOf(server)}`, reached };
}
