import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import * as v from 'valibot';

/** A simulator in another process. */
export interface BenchmarkAtlas {
  readonly origin: string;
  /** Returns the number of requests since the last call. */
  requests(): Promise<number>;
  /** Returns the number of requests since the last call of either method, and how many of them were rate limited. */
  counts(): Promise<{ readonly requests: number; readonly refused: number }>;
  close(): Promise<void>;
}

/** The number of projects, and of export buckets and clusters per project. */
export interface Shape {
  readonly projects: number;
  readonly bucketsOfEach: number;
  readonly clustersOfEach?: number;
}

const Message = v.object({
  origin: v.optional(v.string(), ''),
  requests: v.optional(v.number(), 0),
  refused: v.optional(v.number(), 0),
});

/**
 * Starts a simulator in another process.
 * @param latency delay of each response in milliseconds
 * @param shape the sample data if undefined
 * @param limits whether to apply no rate limits, or those that Atlas publishes
 */
export async function startBenchmarkAtlas(
  latency: number,
  shape?: Shape,
  limits: 'none' | 'published' = 'none',
): Promise<BenchmarkAtlas> {
  const numbers = [
    latency,
    shape?.projects ?? 0,
    shape?.bucketsOfEach ?? 0,
    limits === 'published' ? 1 : 0,
    shape?.clustersOfEach ?? 0,
  ];
  const child = fork(path.join(__dirname, 'server.ts'), numbers.map(String), { execArgv: ['--import', 'tsx'] });
  const next = async (): Promise<v.InferOutput<typeof Message>> => {
    const messages: unknown[] = await once(child, 'message');
    return v.parse(Message, messages[0]);
  };
  const { origin } = await next();
  const counts: BenchmarkAtlas['counts'] = () => {
    const response = next();
    child.send('count');
    return response;
  };
  return {
    origin,
    counts,
    requests: async () => (await counts()).requests,
    async close() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
