import { mock } from 'node:test';
import type { AtlasSimulator } from '../atlas/simulator';
import type { Front, Trouble } from './front';

/** A temporary fault that the client handles without showing a failure. */
export interface Passing {
  readonly name: string;
  /** Starts it for the matching requests, and returns a function that ends it. */
  begin(front: Front, simulator: AtlasSimulator, target: RegExp): () => void;
}

const TOKEN = /oauth\/token/;

const json =
  (status: number, errorCode: string, headers: Record<string, string> = {}): Trouble =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ error: status, errorCode, detail: '', parameters: [], reason: '' }));
  };

/** Returns a fault in which the token has expired and the token endpoint fails `times` times. */
function atTokenEndpoint(name: string, trouble: Trouble, times: number): Passing {
  return {
    name: `${name} of the token endpoint`,
    begin(front, simulator) {
      simulator.expireTokens();
      return front.meet(TOKEN, trouble, times);
    },
  };
}

/** Returns a fault in which the clock of the machine is set while Atlas makes the client wait for two seconds. */
function clockSet(name: string, milliseconds: number): Passing {
  return {
    name: `the clock set ${name} during a 429`,
    begin(front, _simulator, target) {
      const now = Date.now.bind(Date);
      const dates: { restore(): void }[] = [];
      const refuse = json(429, 'RATE_LIMITED', { 'retry-after': '2' });
      const end = front.meet(
        target,
        (request, response) => {
          refuse(request, response);
          dates.push(mock.method(Date, 'now', () => now() + milliseconds).mock);
        },
        1,
      );
      return () => {
        end();
        dates.forEach((date) => {
          date.restore();
        });
      };
    },
  };
}

const HOUR = 3_600_000;

/** All temporary faults. */
export const passing: readonly Passing[] = [
  {
    name: 'one-time nonces',
    begin: (_front, simulator) => simulator.limitNonces(1),
  },
  atTokenEndpoint('a 429', json(429, 'RATE_LIMITED', { 'retry-after': '2' }), 1),
  atTokenEndpoint('a 503', json(503, 'SERVICE_UNAVAILABLE'), 2),
  atTokenEndpoint('a 503 with `Retry-After`', json(503, 'SERVICE_UNAVAILABLE', { 'retry-after': '2' }), 1),
  atTokenEndpoint('a reset', ({ socket }) => socket.resetAndDestroy(), 2),
  clockSet('back by 1 h', -HOUR),
  clockSet('back by 30 days', -30 * 24 * HOUR),
  clockSet('forward by 30 days', 30 * 24 * HOUR),
];
