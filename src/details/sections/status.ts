import { clusters, type Language, type L10n } from '../../text/language';
import { joined } from '../../text/wording';
import type { Statement } from '../protocol';
import type { RoleFinding } from '../../exports/health/roleFinding';
import {
  lastExports,
  mayHaveMoreExports,
  stateOf,
  usageVerdicts,
  type LastExports,
  type Usage,
} from '../usageFindings';
import { formatDate } from './blocks';
import { jobState } from './usedByTables';

/** The data of a request, or why it is not loaded. */
export type Loaded<T> = 'notLoaded' | 'loading' | 'failed' | T;

/** Returns whether the role of a bucket works. */
export function roleStatus(role: Loaded<RoleFinding>, { l10n }: Language): Statement {
  switch (role) {
    case 'loading':
      return { tone: 'information', text: l10n.t('Loading role…') };
    case 'notLoaded':
      return { tone: 'information', text: l10n.t('Role not loaded') };
    case 'failed':
      return { tone: 'warning', text: l10n.t('Role not loaded') };
  }
  switch (role.kind) {
    case 'noRoleId':
      return { tone: 'warning', text: l10n.t('No role ID reported') };
    case 'gone':
      return { tone: 'error', text: l10n.t('Exports fail: role no longer exists') };
    case 'undetermined':
      return { tone: 'warning', text: l10n.t('Can’t tell whether the role exists') };
    case 'found':
      return foundRoleStatus(role, l10n);
  }
}

function foundRoleStatus({ role, authorization }: Extract<RoleFinding, { kind: 'found' }>, l10n: L10n): Statement {
  const isAccount = role.providerName === 'GCP';
  switch (authorization) {
    case 'authorized':
      return { tone: 'good', text: isAccount ? l10n.t('Service account ready') : l10n.t('Role authorized') };
    case 'notAuthorized':
      return {
        tone: 'error',
        text: isAccount
          ? l10n.t('Exports fail: service account not ready')
          : l10n.t('Exports fail: role not authorized'),
      };
    case 'unclear':
      return {
        tone: 'warning',
        text: isAccount
          ? l10n.t('Can’t tell whether the service account is ready')
          : l10n.t('Can’t tell whether the role is authorized'),
      };
    case 'notReported':
      return { tone: 'information', text: l10n.t('Role exists; authorization not reported') };
  }
}

/**
 * Returns which clusters export to a bucket, and how the last export ended.
 * @param now milliseconds since 1970. Times after it can't be right
 */
export function exportsStatus(usage: Loaded<Usage>, language: Language, now = Infinity): Statement {
  const { l10n } = language;
  switch (usage) {
    case 'loading':
      return { tone: 'information', text: l10n.t('Checking clusters…') };
    case 'notLoaded':
      return { tone: 'information', text: l10n.t('Exports not checked') };
    case 'failed':
      return { tone: 'warning', text: l10n.t('Exports not loaded') };
  }
  const { exportsHere } = usageVerdicts(usage);
  if (!usage.complete && exportsHere === 'unknown') {
    return { tone: 'warning', text: l10n.t('Not all clusters checked') };
  }
  const last = lastExports(usage, now);
  const text = joined([exporters(usage, language), lastResult(last, language)], ', ');
  const hasFailed = last.failedClusters > 0 || last.newest?.state === 'failed';
  if (last.isKnown && hasFailed) {
    return { tone: 'error', text };
  }
  const isGood =
    exportsHere === 'yes' &&
    !mayHaveMoreExports(usage) &&
    last.isKnown &&
    last.allSucceeded &&
    last.newest?.state === 'succeeded';
  return { tone: exportsHere === 'unknown' || hasFailed ? 'warning' : isGood ? 'good' : 'information', text };
}

/** Returns how the last export ended. If it isn't known, returns the last loaded one as such, or says so. */
function lastResult({ newest, isKnown, failedClusters }: LastExports, language: Language): string {
  const { l10n } = language;
  if (failedClusters > 0 && newest?.state !== 'failed') {
    const failed = clusters(language, failedClusters);
    return isKnown ? l10n.t('last export of {0} failed', failed) : l10n.t('last loaded export of {0} failed', failed);
  }
  if (newest === undefined) {
    return isKnown ? l10n.t('no export jobs') : l10n.t('last result not loaded');
  }
  const { job, state } = newest;
  const result = [
    formatDate(job.createdAt ?? job.finishedAt) ?? '',
    jobState({ ...job, state: stateOf(newest), stateReason: undefined }, l10n),
  ] as const;
  if (isKnown) {
    return l10n.t('last export {0}: {1}', ...result);
  }
  return state === 'other' || newest.at === undefined
    ? l10n.t('last result not loaded')
    : l10n.t('last loaded export {0}: {1}', ...result);
}

function exporters(usage: Usage, language: Language): string {
  const { l10n } = language;
  const active = usage.clusters.filter(({ schedule }) => schedule.kind === 'here' && schedule.active === true).length;
  switch (usageVerdicts(usage).exportsHere) {
    case 'yes':
      return mayHaveMoreExports(usage)
        ? l10n.t('At least {0} exporting', clusters(language, active))
        : l10n.t('{0} exporting', clusters(language, active));
    case 'no':
      return l10n.t('No backup schedule exports here');
    case 'unknown':
      return l10n.t('Can’t tell whether a cluster exports here');
  }
}
