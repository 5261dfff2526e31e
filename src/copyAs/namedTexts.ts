import { env, l10n } from 'vscode';
import { roleIdOf } from '../atlas/models';
import { rawJsonOf } from '../atlas/rawJson';
import { EXTENSION_ID } from '../manifest';
import { credentialOf, type ExportBucketNode } from '../model/nodes';
import { writeBucketLink } from '../references/bucketLink';
import { REFERENCE_IDS, type ReferenceId } from '../references/reference';
import { referenceName } from '../references/referenceName';
import { copiedValue } from '../text/copied';
import { jsonDocument } from '../text/jsonDocument';
import type { CopyKind } from './copyKinds';
import { referenceTexts, type ReferenceTexts } from './referenceTexts';

/** Texts of one kind, with the name of the kind in menus. */
export interface NamedTexts extends ReferenceTexts {
  readonly name: string;
}

/** Returns the texts of one kind for export buckets. A bucket may have none, such as a bucket without a role ID. */
export function namedTexts(kind: CopyKind, buckets: readonly ExportBucketNode[]): NamedTexts {
  return isReference(kind)
    ? { ...referenceTexts(kind, buckets), name: referenceName(kind, l10n) }
    : namedValues(kind, buckets);
}

function isReference(kind: CopyKind): kind is ReferenceId {
  return REFERENCE_IDS.some((id) => id === kind);
}

function namedValues(kind: Exclude<CopyKind, ReferenceId>, buckets: readonly ExportBucketNode[]): NamedTexts {
  switch (kind) {
    case 'bucketId':
      return lines(l10n.t('Bucket ID'), buckets, ({ bucket }) => bucket._id);
    case 'bucketName':
      return lines(l10n.t('Bucket Name'), buckets, ({ bucket }) => copiedValue(bucket.bucketName).text);
    case 'roleId':
      return lines(l10n.t('Role ID'), buckets, ({ bucket }) => {
        const id = roleIdOf(bucket);
        return id === undefined ? undefined : copiedValue(id).text;
      });
    case 'link':
      return lines(l10n.t('Link for VS Code'), buckets, linkTo);
    case 'json': {
      const texts = buckets.map(({ bucket }) => rawJsonOf(bucket));
      const [only = '', ...others] = texts;
      const joined = jsonDocument(others.length === 0 ? only : `[${texts.join(',')}]`).trimEnd();
      return { name: l10n.t('JSON'), texts, joined };
    }
  }
}

function lines(
  name: string,
  buckets: readonly ExportBucketNode[],
  textOf: (node: ExportBucketNode) => string | undefined,
): NamedTexts {
  const texts = buckets.flatMap((node) => textOf(node) ?? []);
  return { name, texts, joined: texts.join('\n') };
}

function linkTo(node: ExportBucketNode): string {
  const { bucket, parent } = node;
  const link = { projectId: parent.project.id, exportBucketId: bucket._id, origin: credentialOf(node).origin };
  return writeBucketLink(link, env.uriScheme, EXTENSION_ID);
}
