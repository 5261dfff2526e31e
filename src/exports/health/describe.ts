import { shownName } from '../../text/invisible';
import type { Language } from '../../text/language';
import { dateAndTime } from '../../text/wording';
import { clusterHealth, type ClusterHealth, type Finding, type NotKnown } from './findings';
import { clustersOf, type ProjectExports } from './projectExports';

/** How the exports of a cluster are, by its worst finding. */
export type HealthState = Finding['kind'] | 'fine';

/** The states, the worst first. */
export const STATES: readonly HealthState[] = ['broken', 'atRisk', 'unknown', 'fine'];

/** A cluster of a checked project. */
export interface CheckedCluster {
  readonly project: ProjectExports;
  readonly health: ClusterHealth;
}

/** Describes a failed request. */
type DescribeFailure = (failure: unknown, project: ProjectExports) => string;

export interface DescribeOptions {
  readonly language: Language;
  readonly describeFailure: DescribeFailure;
}

/** Returns the state of all clusters of some projects. */
export function checkedClusters(projects: readonly ProjectExports[], now: number): CheckedCluster[] {
  return projects.flatMap((project) =>
    clustersOf(project).map((cluster) => ({ project, health: clusterHealth(project, cluster, now) })),
  );
}

/** Returns the state of a cluster: its worst finding, where something wrong is worse than something unknown. */
export function stateOf({ findings }: ClusterHealth): HealthState {
  const kinds = new Set(findings.map(({ kind }) => kind));
  return kinds.has('broken') ? 'broken' : kinds.has('atRisk') ? 'atRisk' : kinds.has('unknown') ? 'unknown' : 'fine';
}

/** Returns clusters in the order of their states. */
export function worstFirst(clusters: readonly CheckedCluster[]): CheckedCluster[] {
  const rank = ({ health }: CheckedCluster): number => STATES.indexOf(stateOf(health));
  return clusters.toSorted((one, other) => rank(one) - rank(other));
}

/** Returns the name of a state. */
export function stateName(state: HealthState, { l10n }: Language): string {
  return {
    broken: l10n.t('broken'),
    atRisk: l10n.t('at risk'),
    unknown: l10n.t('unknown'),
    fine: l10n.t('fine'),
  }[state];
}

/** Returns a finding in one or two sentences. */
export function findingText(finding: Finding, { project, health }: CheckedCluster, options: DescribeOptions): string {
  const { language } = options;
  const { l10n } = language;
  const bucket = shownName(health.bucket?.bucketName ?? '');
  if (finding.kind === 'unknown') {
    return `${unknownText(finding, language)} ${causeText(finding, { project, health }, options)}`;
  }
  switch (finding.code) {
    case 'neverRuns':
      return l10n.t(
        'Never exports: the schedule exports {0} snapshots, but no policy item creates them.',
        frequencyName(finding.frequency, language),
      );
    case 'bucketMissing':
      return l10n.t('The export bucket of the schedule isn’t in this project.');
    case 'roleMissing':
      return l10n.t('The role of {0} isn’t in this project.', bucket);
    case 'roleNotAuthorized':
      return l10n.t('The role of {0} isn’t authorized. Authorize it in Atlas.', bucket);
    case 'roleNotComplete':
      return l10n.t('The role of {0} isn’t set up: Atlas says {1}.', bucket, shownName(finding.status));
    case 'failed':
      return finding.failure.reason === undefined
        ? l10n.t('The last export failed on {0}.', dateAndTime(new Date(finding.failure.at)))
        : l10n.t(
            'The last export failed on {0}: {1}',
            dateAndTime(new Date(finding.failure.at)),
            shownName(finding.failure.reason),
          );
    case 'backupOff':
      return l10n.t('Not exported: Cloud Backup is off.');
    case 'noSchedule':
      return l10n.t('Not exported: there is no backup schedule yet.');
    case 'notExported':
      return l10n.t('Not exported: the backup schedule has no export bucket.');
    case 'turnedOff':
      return l10n.t('Not exported: auto-export is turned off.');
    case 'paused':
      return l10n.t('The cluster is paused, so there are no new snapshots to export.');
    case 'neverExported':
      return l10n.t('No export has succeeded yet.');
    case 'overdue':
      return l10n.t('Overdue: the last successful export was on {0}.', dateAndTime(new Date(finding.since)));
    case 'notAlerted':
      return finding.eventTypes.length > 1
        ? l10n.t('No alert is enabled for failed exports.')
        : l10n.t('No alert is enabled for some failed exports ({0}).', finding.eventTypes.join(', '));
  }
}

function unknownText({ code }: NotKnown, { l10n }: Language): string {
  return {
    schedule: l10n.t('Can’t tell whether the cluster is exported.'),
    autoExport: l10n.t('Can’t tell whether auto-export is on.'),
    frequency: l10n.t('Can’t tell the frequency of the exports.'),
    policies: l10n.t('Can’t tell whether a policy item creates snapshots to export.'),
    bucket: l10n.t('Can’t tell whether the export bucket is still in this project.'),
    role: l10n.t('Can’t tell whether the role of the export bucket works.'),
    lastExport: l10n.t('Can’t tell whether the last export succeeded.'),
    alerts: l10n.t('Can’t tell whether an alert is enabled for failed exports.'),
    pausing: l10n.t('Can’t tell whether the cluster is paused.'),
  }[code];
}

function causeText(
  { cause }: NotKnown,
  { project, health }: CheckedCluster,
  { language, describeFailure }: DescribeOptions,
): string {
  const { l10n } = language;
  switch (cause?.kind) {
    case undefined:
      return l10n.t('Atlas’s response doesn’t say.');
    case 'pending':
      return l10n.t('Not checked yet.');
    case 'forbidden':
      // Only export jobs require more than the least role.
      return cause === health.cluster.jobs
        ? l10n.t('Requires the Project Backup Manager role.')
        : l10n.t('Requires the Project Read Only role.');
    case 'beforeEvents':
      return l10n.t(
        'The last known success was more than 60 days ago, and only events of the last 60 days are loaded.',
      );
    case 'failed':
      return describeFailure(cause.failure, project);
  }
}

/** Returns the name of a frequency, which is Atlas's own if it is a new one. */
export function frequencyName(frequency: string | undefined, { l10n }: Language): string {
  const names = new Map([
    ['daily', l10n.t('daily')],
    ['weekly', l10n.t('weekly')],
    ['monthly', l10n.t('monthly')],
    ['yearly', l10n.t('yearly')],
  ]);
  return frequency === undefined ? '' : (names.get(frequency) ?? shownName(frequency));
}
