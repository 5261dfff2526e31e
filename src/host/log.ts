import type { LogOutputChannel } from 'vscode';
import type { RequestLog } from '../atlas/exchange';
import { logText } from '../text/sinks';

/** Returns a log that writes one line per request, without headers, bodies, and secrets. */
export function requestLog(channel: Pick<LogOutputChannel, 'info' | 'warn'>): RequestLog {
  return {
    requested({ method, origin, path, outcome, milliseconds, count, rateLimitRemaining }) {
      const rest = rateLimitRemaining === undefined ? '' : `, ${rateLimitRemaining} left of the rate limit`;
      channel.info(logText(`#${count} ${method} ${origin}${path} → ${outcome}, ${milliseconds} ms${rest}`));
    },
    deprecated({ endpoint, version, deprecated, sunset }) {
      const since = deprecated === undefined ? '' : ` since ${deprecated}`;
      const until = sunset === undefined ? '' : `; Atlas serves it until ${sunset}`;
      channel.warn(logText(`Version ${version} of ${endpoint} is deprecated${since}${until}`));
    },
  };
}
