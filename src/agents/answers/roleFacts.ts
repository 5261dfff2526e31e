import { isAbort } from '../../atlas/errors';
import { findRole, isBroken, type RoleFinding } from '../../exports/health/roleFinding';
import type { ExportBucketNode } from '../../model/nodes';
import type { Language } from '../../text/language';
import { namesOf } from './names';
import { notRead, reasonOf, shown, type NotRead } from './notRead';
import type { Sources } from './sources';

interface RoleFacts {
  readonly facts: object;
  readonly missing: readonly NotRead[];
}

/** The role, if the input doesn't say that it should be requested. */
export const NO_ROLE: RoleFacts = { facts: { state: 'not loaded' }, missing: [] };

/**
 * Requests the role of an export bucket in the background, with one request.
 * @throws the AbortError of `signal`
 */
export async function readRole(node: ExportBucketNode, sources: Sources, signal: AbortSignal): Promise<RoleFacts> {
  const { bucket, parent: project } = node;
  const { language } = sources;
  const missing = (reason: string): NotRead =>
    notRead(
      language.l10n.t('The role of the export bucket'),
      reason,
      namesOf(sources, project.parent, project.project),
    );
  try {
    const client = await sources.clientOf(project.parent.credential);
    const priority = { isBackground: true };
    const finding = findRole(bucket, await client.listCloudProviderAccess(project.project.id, { signal, priority }));
    const unclear = unclearText(finding, language);
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
      missing: unclear === undefined ? [] : [missing(unclear)],
    };
  } catch (error) {
    if (isAbort(error) && signal.aborted) {
      throw error;
    }
    return { ...NO_ROLE, missing: [missing(reasonOf(error, project.parent, language, project.project.id))] };
  }
}

/** Returns what prevents a conclusion about a role; undefined if there is one, or if Atlas reports nothing to draw it from. */
function unclearText(finding: RoleFinding, { l10n }: Language): string | undefined {
  switch (finding.kind) {
    case 'noRoleId':
      return l10n.t('Atlas returned no role ID, or one in an unsupported format.');
    case 'undetermined':
      return l10n.t('The role wasn’t found, but some of the project’s cloud provider access roles couldn’t be read.');
    case 'found':
      return finding.authorization === 'unclear' ? l10n.t('Can’t tell whether the role is authorized') : undefined;
    case 'gone':
      return undefined;
  }
}
