import { l10n, window } from 'vscode';
import type { CloudProviderRole } from '../atlas/cloudProviderAccess';
import type { Acknowledge } from '../host/acknowledgements';
import { VIEW } from '../manifest';
import { credentialOf, type ExportBucketNode } from '../model/nodes';
import { GRANT_IDS, type GrantSubject } from '../references/grants/grant';
import { grantName } from '../references/grants/grantName';
import { grants } from '../references/grants/grants';
import { withBlockNames } from '../references/terraform';
import { copyAs } from './copyAs';
import type { NamedTexts } from './namedTexts';
import { pickText, type Choice } from './pickReference';

/** Returns the cloud provider access role of an export bucket. Undefined if it wasn't found. */
export type RoleOf = (node: ExportBucketNode) => Promise<CloudProviderRole | undefined>;

/** Returns the choice that leads to the grants, unless all buckets have an unknown provider. */
export function grantChoices(buckets: readonly ExportBucketNode[]): Choice<'grants'>[] {
  const has = buckets.some((node) => sizeOf(grants(subjectOf(node, undefined))) > 0);
  const detail = l10n.t('Policies and role assignments. Loads the role unless it was loaded a moment ago.');
  return has ? [{ label: l10n.t('What Your Cloud Must Grant…'), detail, value: 'grants' }] : [];
}

/**
 * Lets the user select what the cloud must grant so that Atlas can write to the buckets, and copies it. Loads the roles
 * with at most one request per project.
 * @param subject the name or the number of the buckets, for the title
 */
export async function copyGrants(
  buckets: readonly ExportBucketNode[],
  subject: string,
  roleOf: RoleOf,
  acknowledge: Acknowledge,
): Promise<void> {
  const loading = Promise.all(buckets.map(async (node) => subjectOf(node, await roleOf(node))));
  const offered = namedGrants(await window.withProgress({ location: { viewId: VIEW } }, () => loading));
  if (offered.length === 0) {
    void window.showWarningMessage(
      l10n.t('Nothing was copied: Atlas didn’t return the role, or a value that the policies require.'),
    );
    return;
  }
  const title = l10n.t('What your cloud must grant: {0}', subject);
  const chosen = await pickText(offered, title, l10n.t('Select a format'));
  if (chosen !== undefined) {
    await copyAs(chosen, buckets, acknowledge);
  }
}

/** Returns the grants of each kind that exist. Buckets that share a role share a text. */
function namedGrants(subjects: readonly GrantSubject[]): NamedTexts[] {
  const written = withBlockNames(subjects).flatMap((subject) => grants(subject).grants);
  return GRANT_IDS.map((id) => {
    const texts = written.filter((grant) => grant.id === id).map(({ text }) => text);
    return { name: grantName(id, l10n), texts, joined: [...new Set(texts)].join('\n\n') };
  }).filter(({ texts }) => texts.length > 0);
}

function subjectOf(node: ExportBucketNode, role: CloudProviderRole | undefined): GrantSubject {
  return { bucket: node.bucket, projectId: node.parent.project.id, origin: credentialOf(node).origin, role };
}

function sizeOf({ grants: written, unavailable }: ReturnType<typeof grants>): number {
  return written.length + unavailable.length;
}
