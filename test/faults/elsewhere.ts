import { once } from 'node:events';
import { createServer } from 'node:http';
import { portOf } from '../unit/atlas/support';

/** A server that nothing may be sent to. */
export interface Elsewhere {
  readonly origin: () => string;
  /** The targets of the requests that came nevertheless. */
  readonly reached: readonly (string | undefined)[];
}

/** Has it listen while the tests of a suite run. */
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
