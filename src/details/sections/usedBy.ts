import type { ExportJob } from '../../atlas/backups';
import type { FailureDescription } from '../../failures/failure';
import type { Block, Table, Value } from '../protocol';
import type { ClusterUsage, Usage } from '../usage';
import { number, type Language } from '../../language';
import { button, copyable, moment, notice } from './blocks';

/** What the section says before anybody has asked: a request for each cluster is worth a click. */
export function usedByInvitation({ l10n }: Language): Block[] {
  return [
    {
      kind: 'text',
      text: l10n.t(
        'Finding out takes up to two requests for each cluster of the project: for its backup schedule and for its export jobs.',
      ),
    },
    { kind: 'buttons', buttons: [button(l10n.t('Find Clusters'), { type: 'load', section: 'usedBy' }, true)] },
  ];
}

/** How far the search is, with what was found so far. */
export function usedByProgress(usage: Usage | undefined, language: Language): Block[] {
  const { l10n } = language;
  return [
    usage === undefined
      ? { kind: 'progress', label: l10n.t('Listing the clusters of the project…'), done: 0 }
      : {
          kind: 'progress',
          label: l10n.t('{0} of {1} requests', number(language, usage.answered), number(language, usage.expected)),
          done: usage.answered,
          total: usage.expected,
        },
    { kind: 'buttons', buttons: [button(l10n.t('Cancel'), { type: 'cancel', section: 'usedBy' })] },
    ...(usage === undefined ? [] : tables(usage, language)),
  ];
}

/** What was found until somebody cancelled the search. */
export function usedByCancelled(usage: Usage | undefined, language: Language): Block[] {
  const { l10n } = language;
  return [
    notice('information', l10n.t('Cancelled'), l10n.t('Not every cluster was looked at, so this says little.'), [
      button(l10n.t('Find Clusters'), { type: 'load', section: 'usedBy' }, true),
    ]),
    ...(usage === undefined ? [] : tables(usage, language)),
  ];
}

/** Who uses the bucket; `describe` names the cause of a cluster's failure. */
export function usedByBlocks(
  usage: Usage,
  language: Language,
  describe: (failure: unknown) => FailureDescription,
): Block[] {
  return [summary(usage, language), ...incomplete(usage, language, describe), ...tables(usage, language)];
}

function summary({ clusters }: Usage, { l10n }: Language): Block {
  const here = clusters.flatMap(({ schedule }) => (schedule.kind === 'here' ? [schedule] : []));
  const active = here.filter((schedule) => schedule.active).length;
  if (active > 0) {
    return notice(
      'information',
      active === 1 ? l10n.t('1 cluster exports to this bucket') : l10n.t('{0} clusters export to this bucket', active),
      l10n.t('Atlas does not let the bucket be removed before these automatic exports are turned off.'),
    );
  }
  if (here.length > 0) {
    return notice(
      'information',
      here.length === 1
        ? l10n.t('1 schedule names this bucket, but does not export')
        : l10n.t('{0} schedules name this bucket, but do not export', here.length),
      here.length === 1
        ? l10n.t('Its automatic exports are turned off.')
        : l10n.t('Their automatic exports are turned off.'),
    );
  }
  const limits = l10n.t(
    'This covers the backup schedules of the clusters in this project. It does not cover export jobs that people and scripts start, code such as Terraform that names the ID, the same storage registered once more, and whoever reads the exported files.',
  );
  return clusters.some(({ schedule }) => schedule.kind === 'failed')
    ? notice('warning', l10n.t('No schedule that could be read points here'), limits)
    : notice('good', l10n.t('No schedule points here'), limits);
}

function incomplete(
  { clusters, jobsForbidden, jobsFailed, jobsCut }: Usage,
  language: Language,
  describe: (failure: unknown) => FailureDescription,
): Block[] {
  const { l10n } = language;
  const again = [button(l10n.t('Retry'), { type: 'load', section: 'usedBy' })];
  const [failed, ...others] = clusters.flatMap(({ cluster, schedule }) =>
    schedule.kind === 'failed' ? [{ cluster, failure: schedule.failure }] : [],
  );
  return [
    ...(failed === undefined
      ? []
      : [
          notice(
            'error',
            others.length === 0
              ? l10n.t('The schedule of {0} could not be read', failed.cluster)
              : l10n.t('{0} schedules could not be read', number(language, others.length + 1)),
            explain(describe(failed.failure)),
            again,
          ),
        ]),
    ...(jobsForbidden
      ? [
          notice(
            'information',
            l10n.t('Export jobs are not shown'),
            l10n.t(
              'Seeing them takes the role Project Backup Manager, which this key does not have. Everything else takes Project Read Only.',
            ),
            again,
          ),
        ]
      : []),
    ...(jobsFailed.length > 0
      ? [
          notice(
            'warning',
            l10n.t('Some export jobs could not be read'),
            l10n.t('Those of: {0}.', jobsFailed.join(', ')),
            again,
          ),
        ]
      : []),
    ...(jobsCut.length > 0
      ? [
          notice(
            'information',
            l10n.t('There are more export jobs'),
            l10n.t('Only the first {0} were looked at of: {1}.', number(language, 500), jobsCut.join(', ')),
          ),
        ]
      : []),
  ];
}

function explain({ label, explanation }: FailureDescription): string {
  return `${label}. ${explanation}`;
}

function tables(usage: Usage, language: Language): Block[] {
  const { clusters, jobs, complete } = usage;
  const { l10n } = language;
  const clusterTable: Table = {
    kind: 'table',
    caption: l10n.t('Backup schedules'),
    columns: [l10n.t('Cluster'), l10n.t('Exports here'), l10n.t('How often')],
    rows: clusters.map((usage) => clusterRow(usage, language)),
  };
  const jobTable: Table = {
    kind: 'table',
    caption: l10n.t('Export jobs'),
    columns: [
      l10n.t('Cluster'),
      l10n.t('State'),
      l10n.t('Started'),
      l10n.t('Ended'),
      l10n.t('Collections'),
      l10n.t('Prefix in the bucket'),
    ],
    rows: jobs.map(({ cluster, job }) => jobRow(cluster, job, language)),
  };
  return [
    ...(clusters.length === 0
      ? complete
        ? [{ kind: 'text', text: l10n.t('The project has no clusters that can be backed up.') } as const]
        : []
      : [clusterTable]),
    ...(jobs.length > 0
      ? [jobTable]
      : allJobsRead(usage)
        ? [{ kind: 'text', text: l10n.t('No export job of a cluster with Cloud Backup went to this bucket.') } as const]
        : []),
  ];
}

/** Whether some cluster has Cloud Backup, without which none is asked for its jobs, and every job of each was looked at. */
function allJobsRead({ clusters, jobsForbidden, jobsFailed, jobsCut, complete }: Usage): boolean {
  return (
    complete &&
    !jobsForbidden &&
    jobsFailed.length === 0 &&
    jobsCut.length === 0 &&
    clusters.some(({ schedule }) => schedule.kind !== 'noBackup')
  );
}

function clusterRow({ cluster, schedule }: ClusterUsage, { l10n }: Language): Value[] {
  const name = copyable(l10n, l10n.t('Cluster Name'), cluster);
  switch (schedule.kind) {
    case 'unknown':
      return [name, { text: '…' }, { text: '' }];
    case 'noBackup':
      return [name, { text: l10n.t('no: it has no Cloud Backup') }, { text: '' }];
    case 'elsewhere':
      return [name, { text: l10n.t('no') }, { text: '' }];
    case 'failed':
      return [name, { text: l10n.t('could not be read') }, { text: '' }];
    case 'here':
      return [
        name,
        { text: schedule.active ? l10n.t('yes') : l10n.t('turned off') },
        { text: frequency(schedule.frequency, l10n) },
      ];
  }
}

function frequency(type: string | undefined, l10n: Language['l10n']): string {
  switch (type) {
    case 'daily':
      return l10n.t('daily');
    case 'weekly':
      return l10n.t('weekly');
    case 'monthly':
      return l10n.t('monthly');
    case 'yearly':
      return l10n.t('yearly');
    case undefined:
    default:
      return type ?? '';
  }
}

function jobRow(cluster: string, job: ExportJob, language: Language): Value[] {
  const { l10n } = language;
  const { exportedCollections, totalCollections } = job.exportStatus ?? {};
  return [
    { text: cluster },
    { text: jobState(job, l10n) },
    { text: moment(language, job.createdAt) ?? '' },
    { text: moment(language, job.finishedAt) ?? '' },
    {
      text:
        exportedCollections === undefined || totalCollections === undefined
          ? ''
          : l10n.t('{0} of {1}', number(language, exportedCollections), number(language, totalCollections)),
    },
    job.prefix === undefined ? { text: '' } : copyable(l10n, l10n.t('Prefix'), job.prefix),
  ];
}

function jobState({ state, stateReason }: ExportJob, l10n: Language['l10n']): string {
  const names: Record<string, string> = {
    Queued: l10n.t('queued'),
    InProgress: l10n.t('in progress'),
    Successful: l10n.t('successful'),
    Failed: l10n.t('failed'),
    Cancelled: l10n.t('cancelled'),
  };
  const name = (Object.hasOwn(names, state ?? '') ? names[state ?? ''] : state) ?? '';
  const reason = stateReason?.message ?? stateReason?.errorCode;
  return reason === undefined ? name : `${name}: ${reason}`;
}
