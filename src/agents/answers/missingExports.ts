import { findingText, type CheckedCluster, type DescribeOptions } from '../../exports/health/describe';
import type { Finding } from '../../exports/health/findings';
import { clustersOf, type Known, type ProjectExports } from '../../exports/health/projectExports';
import { clusters as clustersText } from '../../text/language';
import { notRead, type NotRead } from './notRead';
import type { Names } from './names';

interface MissingOptions extends DescribeOptions {
  readonly namesOf: (project: ProjectExports) => Names;
}

/**
 * Returns the responses about exports that are not loaded, with one entry for each project and kind of response. The
 * notices of a check say the same about clusters, and about export jobs that the role doesn't allow.
 * @param checked the clusters of all projects, whose findings may be more than a result has space for
 */
export function missingResponses(
  projects: readonly ProjectExports[],
  checked: readonly CheckedCluster[],
  options: MissingOptions,
): NotRead[] {
  return projects.flatMap((project) => missingIn(project, checked, options));
}

function missingIn(project: ProjectExports, checked: readonly CheckedCluster[], options: MissingOptions): NotRead[] {
  const { language, describeFailure, namesOf } = options;
  const { l10n } = language;
  const entry = (failures: readonly unknown[], what: string): NotRead[] => {
    const reasons = new Set(failures.map((failure) => describeFailure(failure, project)));
    return reasons.size === 0 ? [] : [notRead(what, [...reasons].join(' '), namesOf(project))];
  };
  const clusters = clustersOf(project);
  const schedules = clusters.flatMap(({ schedule }) => failureOf(schedule));
  const jobs = clusters.flatMap((cluster) => (cluster.jobs.kind === 'failed' ? failureOf(cluster.jobs) : []));
  const silent = checked.filter((cluster) => cluster.project === project && silentFindings(cluster).length > 0);
  return [
    ...entry(schedules, l10n.t('The backup schedules of {0}', clustersText(language, schedules.length))),
    ...entry(jobs, l10n.t('The export jobs of {0}', clustersText(language, jobs.length))),
    ...entry(failureOf(project.buckets), l10n.t('The export buckets of a project')),
    ...entry(failureOf(project.access), l10n.t('The cloud provider access roles of a project')),
    ...entry(failureOf(project.events), l10n.t('The export events of a project')),
    ...entry(failureOf(project.alerts), l10n.t('The alert configurations of a project')),
    ...(silent.length === 0
      ? []
      : [
          notRead(
            l10n.t('Some data about {0}', clustersText(language, silent.length)),
            reasonsOf(silent, options),
            namesOf(project),
          ),
        ]),
  ];
}

function failureOf(known: Known<unknown>): unknown[] {
  return known.kind === 'failed' || known.kind === 'forbidden' ? [known.failure] : [];
}

/** Returns what is unknown about a cluster although the responses are loaded: Atlas doesn't report it readably. */
function silentFindings({ project, health }: CheckedCluster): Finding[] {
  return health.findings.filter(
    (finding) =>
      finding.kind === 'unknown' &&
      finding.cause === undefined &&
      // The last export is known from events too.
      !(finding.code === 'lastExport' && project.events.kind !== 'loaded'),
  );
}

/** Returns what is unknown about some clusters, without duplicates. */
function reasonsOf(silent: readonly CheckedCluster[], options: DescribeOptions): string {
  const texts = silent.flatMap((cluster) =>
    silentFindings(cluster).map((finding) => findingText(finding, cluster, options)),
  );
  return [...new Set(texts)].join(' ');
}
