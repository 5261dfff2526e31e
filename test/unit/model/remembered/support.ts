import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FileOwner } from '../../../../src/model/remembered/files';
import type { Remembered, RememberedBucket } from '../../../../src/model/remembered/remembered';

export const ONE: FileOwner = {
  id: '0b0f4f1c-6a0c-4f0e-9d0e-0d2f6d3b1a11',
  origin: 'https://cloud.mongodb.com',
  method: 'apiKey',
  keyId: 'zmmrboas',
};
export const ENVIRONMENT: FileOwner = { ...ONE, id: 'environment' };

export function idOf(number: number): string {
  return number.toString(16).padStart(24, '6');
}

/** Returns a bucket with names of usual lengths. */
export function bucketOf(number: number, readAt = 1_760_000_000): RememberedBucket {
  return {
    id: idOf(number),
    name: `contoso-orders-exports-${String(number).padStart(6, '0')}`,
    provider: 'AWS',
    roleId: '60113b99ce5a6a3d72ea7454',
    region: 'eu-central-1',
    readAt,
  };
}

/** Returns projects with the same number of buckets each. */
export function rememberedOf(projects: number, bucketsOfEach: number): Remembered {
  return new Map(
    Array.from({ length: projects }, (_, index) => {
      const id = idOf(0xabc000 + index);
      const buckets = Array.from({ length: bucketsOfEach }, (_bucket, at) => bucketOf(index * bucketsOfEach + at));
      return [id, { id, name: `project-${String(index).padStart(4, '0')}`, buckets }];
    }),
  );
}

/** Creates a folder for each test, and deletes it afterwards. */
export function useFolder(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'remembered-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return () => path.join(folder, 'remembered');
}
