import { isAbort } from '../../atlas/errors';
import { findRole, isBroken } from '../../exports/health/roleFinding';
import type { ExportBucketNode } from '../../model/nodes';
import { namesOf } from './names';
import { notRead, reasonOf, shown, type NotRead } from './notRead';
import type { Sources } from './sources';

interface RoleFacts {
  readonly facts: object;
  readonly missing: readonly NotRead[];
}

/** The role, if the input doesn't say that it should be requested. */
export const NO_ROLE: RoleFacts = { facts: { state: 'not known' }, missing: [] };

/**
 * Requests the role of an export bucket in the background, with one request.
 * @throws the AbortError of `signal`
 */
export async function readRole(node: ExportBucketNode, sources: Sources, signal: AbortSignal): Promise<RoleFacts> {
  const { bucket, parent: project } = node;
  try {
    const client = await sources.clientOf(project.parent.credential);
    const priority = { isBackground: true };
    const finding = findRole(bucket, await client.listCloudProviderAccess(project.project.id, { signal, priority }));
    const role = finding.kind === 'found' ? finding.role : undefined;
    return {
      facts: {
        // Whether exports fail because of the role.
        isBroken: isBroken(finding),
        state: finding.kind === 'found' ? finding.authorization : finding.kind,
        arn: shown(role?.iamAssumedRoleArn),
        serviceAccount: shown(role?.gcpServiceAccountForAtlas),
        servicePrincipalId: shown(role?.servicePrincipalId),
      },
      missing: [],
    };
  } catch (error) {
    if (isAbort(error) && signal.aborted) {
      throw error;
    }
    const reason = reasonOf(error, project.parent, sources.language, project.project.id);
    const what = sources.language.l10n.t('The role of the export bucket');
    return { ...NO_ROLE, missing: [notRead(what, reason, namesOf(sources, project.parent, project.project))] };
  }
}
