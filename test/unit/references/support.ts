import * as fc from 'fast-check';
import type { ExportBucket } from '../../../src/atlas/models';
import { references } from '../../../src/references/references';
import type { ReferenceId, ReferenceSubject } from '../../../src/references/reference';

export const PROJECT_ID = '62c8d1e04f7a9b3c5d6e7f04';
export const BUCKET_ID = '65566a5f1d4b3b0ca4f3b78b';
const ROLE_ID = '60113b99ce5a6a3d72ea7454';

export const AWS: ExportBucket = {
  _id: BUCKET_ID,
  bucketName: 'contoso-mongodb-exports',
  cloudProvider: 'AWS',
  iamRoleId: ROLE_ID,
  region: 'eu-west-1',
};
export const AZURE: ExportBucket = {
  _id: BUCKET_ID,
  bucketName: 'atlas-exports',
  cloudProvider: 'AZURE',
  roleId: ROLE_ID,
  serviceUrl: 'https://contosobackups.blob.core.windows.net/atlas-exports',
  tenantId: '4297fc77-1592-4de8-a6d5-a8c32401df11',
};
export const GCP: ExportBucket = {
  _id: BUCKET_ID,
  bucketName: 'contoso_exports.eu',
  cloudProvider: 'GCP',
  roleId: ROLE_ID,
};

export function subjectOf(bucket: ExportBucket, origin = 'https://cloud.mongodb.com'): ReferenceSubject {
  return { bucket, projectId: PROJECT_ID, origin };
}

/** Returns the text of one reference; undefined if the bucket has no reference of this kind. */
export function textOf(id: ReferenceId, bucket: ExportBucket, origin?: string): string | undefined {
  return references(subjectOf(bucket, origin)).find((reference) => reference.id === id)?.text;
}

/** Names with characters that are special in shells, HCL, Go, URLs, or on screen, among all that JSON can contain. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          ...['${', '%{', '$', '%', '{', '}', '"', "'", '\\', '`', '$(', '<img src=x onerror=alert(1)>', ' ', '\n'],
          ...['\r', '\t', '\0', '\u202e', '\u2066', '\u2028', '\ufeff', '\ud800', '🪣', '[x](command:y)', '//', '#'],
          ...['/*', '..', '<<EOT', '-', '~', ';', '&&', 'a', '_', '7'],
        ),
      },
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** Replaces halves of surrogate pairs, which none of the languages can express. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
