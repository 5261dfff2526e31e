import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import * as v from 'valibot';

/** The simulator in another process. */
export interface BenchmarkAtlas {
  readonly origin: string;
  /** How many requests have come since this was asked last. */
  requests(): Promise<number>;
  close(): Promise<void>;
}

const Message = v.object({ origin: v.optional(v.string(), ''), requests: v.optional(v.number(), 0) });

/** @param latency milliseconds that each answer is on its way */
export async function startBenchmarkAtlas(latency: number): Promise<BenchmarkAtlas> {
  const child = fork(path.join(__dirname, 'server.ts'), [String(latency)], { execArgv: ['--import', 'tsx'] });
  const next = async (): Promise<v.InferOutput<typeof Message>> => {
    const messages: unknown[] = await once(child, 'message');
    return v.parse(Message, messages[0]);
  };
  const { origin } = await next();
  return {
    origin,
    async requests() {
      const answer = next();
      child.send('count');
      return (await answer).requests;
    },
    async close() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
