import type { AtlasClientOptions } from '../../src/atlas/client';

/** Returns options for a client in tests: by default, it logs nothing, and each of its requests fails. */
export function clientOptions(options: Partial<AtlasClientOptions> = {}): AtlasClientOptions {
  return {
    origin: 'http://127.0.0.1',
    keys: { method: 'apiKey', id: 'k', secret: 's' },
    fetch: () => Promise.reject(new Error('No server')),
    log: { requested: () => undefined, deprecated: () => undefined },
    userAgent: 'atlas-export-buckets/test',
    settings: { requestTimeout: () => 10_000, exportBucketVersion: () => '2024-05-30' },
    ...options,
  };
}
