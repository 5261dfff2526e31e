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

/** Projects of as many export buckets each. */
export interface Shape {
  readonly projects: number;
  readonly bucketsOfEach: number;
}

const Message = v.object({ origin: v.optional(v.string(), ''), requests: v.optional(v.number(), 0) });

/**
 * @param latency milliseconds that each answer is on its way
 * @param shape the sample data by default
 */
export async function startBenchmarkAtlas(latency: number, shape?: Shape): Promise<BenchmarkAtlas> {
  const numbers = [latency, shape?.projects ?? 0, shape?.bucketsOfEach ?? 0];
  const child = fork(path.join(__dirname, 'server.ts'), numbers.map(String), { execArgv: ['--import', 'tsx'] });
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
