import { mock } from 'node:test';
import type { AtlasSimulator } from '../atlas/simulator';
import type { Front, Trouble } from './front';

/** A temporary problem that the client handles, so that no failure is shown. */
export interface Passing {
  readonly name: string;
  /** Starts the problem for matching requests. Returns a function that ends it. */
  begin(front: Front, simulator: AtlasSimulator, target: RegExp): () => void;
}

const TOKEN = /oauth\/token/;

const json =
  (status: number, errorCode: string, headers: Record<string, string> = {}): Trouble =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ error: status, errorCode, detail: '', parameters: [], reason: '' }));
  };

/** The token has expired, and the token endpoint fails a few times. */
function atTokenEndpoint(name: string, trouble: Trouble, times: number): Passing {
  return {
    name: `${name} from the token endpoint`,
    begin(front, simulator) {
      simulator.expireTokens();
      return front.meet(TOKEN, trouble, times);
    },
  };
}

/** The system clock is changed while the client waits two seconds for a rate limit. */
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

/** Every trouble that passes by itself. */
export const passing: readonly Passing[] = [
  {
    name: 'nonces that can be used only once',
    begin: (_front, simulator) => simulator.limitNonces(1),
  },
  atTokenEndpoint('a 429', json(429, 'RATE_LIMITED', { 'retry-after': '2' }), 1),
  atTokenEndpoint('a 503', json(503, 'SERVICE_UNAVAILABLE'), 2),
  atTokenEndpoint('a 503 with a wait', json(503, 'SERVICE_UNAVAILABLE', { 'retry-after': '2' }), 1),
  atTokenEndpoint('a reset', ({ socket }) => socket.resetAndDestroy(), 2),
  clockSet('back by 1 h', -HOUR),
  clockSet('back by 30 days', -30 * 24 * HOUR),
  clockSet('forward by 30 days', 30 * 24 * HOUR),
];
