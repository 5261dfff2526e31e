import type { ExportJob } from '../../atlas/backups';
import { frequencyName } from '../../exports/health/describe';
import type { NoSchedule } from '../../exports/health/projectExports';
import { number, type Language, type L10n } from '../../text/language';
import type { Block, Table, Value } from '../protocol';
import { usageVerdicts, type ClusterUsage, type Usage } from '../usageFindings';
import { copyable, formatDate } from './blocks';

/** Returns tables of the schedules and export jobs found so far. If a complete search found none, says so. */
export function tables(usage: Usage, language: Language): Block[] {
  const { clusters, jobs } = usage;
  const { hasClusters, jobsHere } = usageVerdicts(usage);
  const { l10n } = language;
  const clusterTable: Table = {
    kind: 'table',
    caption: l10n.t('Backup schedules'),
    columns: [l10n.t('Cluster'), l10n.t('Auto-export'), l10n.t('Frequency')],
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
      l10n.t('Prefix'),
    ],
    rows: jobs.map(({ cluster, job }) => jobRow(cluster, job, language)),
  };
  return [
    ...(clusters.length > 0
      ? [clusterTable]
      : hasClusters === 'no'
        ? [{ kind: 'text', text: l10n.t('The project has no clusters that support backups.') } as const]
        : []),
    ...(jobs.length > 0
      ? [jobTable]
      : jobsHere === 'no'
        ? [{ kind: 'text', text: l10n.t('No export jobs of clusters with Cloud Backup used this bucket.') } as const]
        : []),
  ];
}

function clusterRow({ cluster, schedule }: ClusterUsage, language: Language): Value[] {
  const { l10n } = language;
  const name = { text: cluster };
  switch (schedule.kind) {
    case 'unknown':
      return [name, { text: '…' }, { text: '' }];
    case 'noBackup':
      return [name, { text: withoutBackup(schedule.reason, l10n) }, { text: '' }];
    case 'elsewhere':
      return [name, { text: l10n.t('no') }, { text: '' }];
    case 'failed':
      return [name, { text: l10n.t('not loaded') }, { text: '' }];
    case 'here':
      return [name, { text: autoExport(schedule.active, l10n) }, { text: frequencyName(schedule.frequency, language) }];
  }
}

function withoutBackup(reason: NoSchedule, l10n: L10n): string {
  return {
    off: l10n.t('no: Cloud Backup is off'),
    noSchedule: l10n.t('no: no backup schedule yet'),
    gone: l10n.t('no: deleted or no longer able to export'),
  }[reason];
}

function autoExport(active: boolean | undefined, l10n: L10n): string {
  return active === undefined ? l10n.t('not reported') : active ? l10n.t('yes') : l10n.t('turned off');
}

function jobRow(cluster: string, job: ExportJob, language: Language): Value[] {
  const { l10n } = language;
  const { exportedCollections, totalCollections } = job.exportStatus ?? {};
  return [
    { text: cluster },
    { text: jobState(job, l10n) },
    { text: formatDate(job.createdAt) ?? '' },
    { text: formatDate(job.finishedAt) ?? '' },
    {
      text:
        exportedCollections === undefined || totalCollections === undefined
          ? ''
          : l10n.t('{0} of {1}', number(language, exportedCollections), number(language, totalCollections)),
    },
    // Only a finished export has something at its prefix.
    job.prefix === undefined || job.state !== 'Successful'
      ? { text: job.prefix ?? '' }
      : copyable(l10n, l10n.t('Prefix'), job.prefix),
  ];
}

/** Returns the state of a job, with the reason if Atlas reports one. */
export function jobState({ state = '', stateReason }: ExportJob, l10n: L10n): string {
  const names = new Map([
    ['Queued', l10n.t('queued')],
    ['InProgress', l10n.t('in progress')],
    ['Successful', l10n.t('successful')],
    ['Failed', l10n.t('failed')],
    ['Cancelled', l10n.t('canceled')],
  ]);
  const name = names.get(state) ?? state;
  const reason = stateReason?.message ?? stateReason?.errorCode;
  return reason === undefined ? name : `${name}: ${reason}`;
}
