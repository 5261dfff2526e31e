import { isWhole } from '../../atlas/loadedItems';
import { shownName } from '../../text/invisible';
import { isOne, type Language, number, projects as projectsText } from '../../text/language';
import { dateAndTime } from '../../text/wording';
import type { Cell, Statement, Table, Topic } from '../protocol';
import { projectCell, rowOf } from './cells';
import { findingText, type CheckedCluster, type DescribeOptions } from './describe';
import { hasAllClusters, type ProjectExports } from './projectExports';
import {
  bucketUses,
  failuresSince,
  notExported,
  lastMonday,
  mayMissFailures,
  type BucketUse,
  type Failure,
} from './questions';

interface Checked {
  readonly projects: readonly ProjectExports[];
  readonly clusters: readonly CheckedCluster[];
  /** When the oldest response was loaded, in milliseconds since 1970. */
  readonly readAt: number;
  /** Whether `projects` are all projects to check. */
  readonly isListed: boolean;
}

interface Answer {
  readonly title: string;
  readonly statements: readonly Statement[];
  readonly table: Table;
}

/** Returns the answer to a question. It says "none" only if everything that it depends on is loaded. */
export function answerTo(topic: Exclude<Topic, 'clusters'>, checked: Checked, options: DescribeOptions): Answer {
  switch (topic) {
    case 'notExported':
      return notExportedAnswer(checked, options);
    case 'failures':
      return failures(checked, options);
    case 'buckets':
      return buckets(checked, options);
  }
}

function notExportedAnswer({ projects, clusters, isListed }: Checked, options: DescribeOptions): Answer {
  const { language } = options;
  const { l10n } = language;
  const all = clusters.map((cluster) => ({ cluster, ...notExported(cluster) }));
  const found = all.filter(({ verdict }) => verdict === 'yes');
  const open = all.filter(({ verdict }) => verdict === 'unknown');
  const allKnown = isListed && open.length === 0 && projects.every(hasAllClusters);
  const row =
    (tone: Statement['tone']) =>
    ({ cluster, findings }: (typeof all)[number]): Cell[] => [
      { text: shownName(cluster.health.cluster.cluster.name) },
      projectCell(cluster.project, language),
      { statements: findings.map((finding) => ({ tone, text: findingText(finding, cluster, options) })) },
    ];
  return {
    title: l10n.t('Which Clusters Are Not Exported?'),
    statements: [
      found.length > 0
        ? {
            tone: 'warning',
            text: isOne(language, found.length)
              ? l10n.t('{0} cluster is not exported.', number(language, found.length))
              : l10n.t('{0} clusters are not exported.', number(language, found.length)),
          }
        : allKnown
          ? { tone: 'good', text: l10n.t('Every cluster is set up to be exported.') }
          : { tone: 'information', text: l10n.t('None found, but not everything is loaded.') },
      ...(open.length > 0
        ? [{ tone: 'information', text: l10n.t('Can’t tell for {0} more.', number(language, open.length)) } as const]
        : []),
    ],
    table: {
      columns: [l10n.t('Cluster'), l10n.t('Project'), l10n.t('Reason')],
      rows: [...found.map(row('warning')), ...open.map(row('information'))],
    },
  };
}

function failures({ projects, readAt, isListed }: Checked, { language }: DescribeOptions): Answer {
  const { l10n } = language;
  const since = lastMonday(readAt);
  const found = failuresSince(projects, since);
  const allKnown = isListed && !projects.some(mayMissFailures);
  const monday = l10n.t('Monday, {0}', dateAndTime(new Date(since)));
  const row = ({ project, cluster, at, reason, exportBucketId }: Failure): Cell[] => [
    { text: cluster === undefined ? l10n.t('not reported') : shownName(cluster) },
    projectCell(project, language),
    { text: dateAndTime(new Date(at)) },
    {
      text:
        reason !== undefined
          ? shownName(reason)
          : exportBucketId === undefined
            ? l10n.t('not loaded: only export jobs have reasons')
            : l10n.t('not reported'),
    },
  ];
  return {
    title: l10n.t('What Failed Since Monday, and Why?'),
    statements: [
      found.length > 0
        ? {
            tone: 'error',
            text: isOne(language, found.length)
              ? l10n.t('{0} export has failed since {1}.', number(language, found.length), monday)
              : l10n.t('{0} exports have failed since {1}.', number(language, found.length), monday),
          }
        : allKnown
          ? { tone: 'good', text: l10n.t('No automatic export has failed since {0}.', monday) }
          : { tone: 'information', text: l10n.t('No failure found since {0}, but not everything is loaded.', monday) },
    ],
    table: {
      columns: [l10n.t('Cluster'), l10n.t('Project'), l10n.t('Failed'), l10n.t('Reason')],
      rows: found.map(row),
    },
  };
}

function buckets({ projects }: Checked, { language }: DescribeOptions): Answer {
  const { l10n } = language;
  const uses = bucketUses(projects);
  const missing = projects.filter(({ buckets: { kind } }) => kind !== 'loaded').length;
  const partial = projects.filter(({ buckets }) => buckets.kind === 'loaded' && !isWhole(buckets.value)).length;
  const row = (use: BucketUse): Cell[] => [
    { text: shownName(use.bucket.bucketName), ...rowOf(use.project, use.bucket, language) },
    projectCell(use.project, language),
    { statements: useStatements(use, language) },
  ];
  const order = { no: 0, unknown: 1, yes: 2 };
  return {
    title: l10n.t('Can I Delete This Bucket?'),
    statements: [
      {
        tone: 'information',
        text: l10n.t(
          'Not checked: manual export jobs, Terraform or scripts that use this ID, other registrations of the same bucket, readers of the exported files.',
        ),
      },
      ...(missing > 0
        ? [
            {
              tone: 'information',
              text: l10n.t('The export buckets of {0} are not loaded.', projectsText(language, missing)),
            } as const,
          ]
        : []),
      ...(partial > 0
        ? [
            {
              tone: 'information',
              text: l10n.t('Some export buckets of {0} are not loaded.', projectsText(language, partial)),
            } as const,
          ]
        : []),
    ],
    table: {
      columns: [l10n.t('Name'), l10n.t('Project'), l10n.t('Can it be deleted?')],
      rows: uses.toSorted((one, other) => order[one.isUsed] - order[other.isUsed]).map(row),
    },
  };
}

function useStatements({ exporting, turnedOff, running, isUsed }: BucketUse, { l10n }: Language): Statement[] {
  const names = (clusters: readonly string[]): string => clusters.map(shownName).join(', ');
  return [
    ...(exporting.length > 0
      ? [{ tone: 'error', text: l10n.t('No. These clusters export to it: {0}.', names(exporting)) } as const]
      : []),
    ...(running.length > 0
      ? [{ tone: 'error', text: l10n.t('Not while these clusters are being exported: {0}.', names(running)) } as const]
      : []),
    ...(turnedOff.length > 0
      ? [
          {
            tone: 'warning',
            text: l10n.t('The schedules of these clusters name it, but auto-export is off: {0}.', names(turnedOff)),
          } as const,
        ]
      : []),
    ...(isUsed === 'unknown'
      ? [{ tone: 'information', text: l10n.t('Can’t tell: not all backup schedules are loaded.') } as const]
      : []),
    ...(isUsed === 'no' && running.length === 0
      ? [{ tone: 'good', text: l10n.t('No backup schedule exports to it.') } as const]
      : []),
  ];
}
