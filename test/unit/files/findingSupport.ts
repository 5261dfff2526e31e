import { findingsIn } from '../../../src/files/findings';
import type { KnownLists } from '../../../src/files/findings/finding';
import { ScannedFile } from '../../../src/files/scannedFile';
import type { Syntax } from '../../../src/files/syntax';

export const NOTHING: KnownLists = { get: () => [], buckets: [], loadedBucketsOf: () => [] };

/** Returns the code and the text of each finding. */
export function describeAll(text: string, syntax: Syntax, known = NOTHING): string[] {
  return findingsIn(new ScannedFile(text, syntax), known).map(
    ({ code, start, end }) => `${code}: ${text.slice(start, end)}`,
  );
}

/** Returns a text after all fixes. */
export function fixed(text: string, syntax: Syntax): string {
  const fixes = findingsIn(new ScannedFile(text, syntax), NOTHING).flatMap(({ fix }) => fix ?? []);
  return fixes.reduceRight((soFar, { start, end, text: by }) => soFar.slice(0, start) + by + soFar.slice(end), text);
}
