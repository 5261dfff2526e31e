import type { FailureDescription } from '../../failures/failure';
import { isOne, type Language, number } from '../../text/language';
import type { Block, Button } from '../protocol';
import { jobsProblems, type Usage } from '../usageFindings';
import { button, explain, notice } from './blocks';

type Describe = (failure: unknown) => FailureDescription;

/** Returns a notice for everything that a search could not load, with the cause. */
export function usedByGaps(usage: Usage, language: Language, describe: Describe): Block[] {
  return [
    ...unreadableClusters(usage, language),
    ...failedSchedules(usage, language, describe),
    ...unreportedAutoExport(usage, language),
    ...missingJobs(usage, language, describe),
  ];
}

function unreadableClusters({ unreadableClusters: rows }: Usage, language: Language): Block[] {
  const { l10n } = language;
  return rows === 0
    ? []
    : [
        notice(
          'warning',
          isOne(language, rows)
            ? l10n.t('{0} cluster in an unsupported format', number(language, rows))
            : l10n.t('{0} clusters in an unsupported format', number(language, rows)),
          l10n.t('Backup schedules and export jobs are unknown.'),
        ),
      ];
}

function failedSchedules({ clusters }: Usage, language: Language, describe: Describe): Block[] {
  const { l10n } = language;
  const [failed, ...others] = clusters.flatMap(({ cluster, schedule }) =>
    schedule.kind === 'failed' ? [{ cluster, failure: schedule.failure }] : [],
  );
  return failed === undefined
    ? []
    : [
        notice(
          'error',
          others.length === 0
            ? l10n.t('Backup schedule of {0} not loaded', failed.cluster)
            : l10n.t('{0} backup schedules not loaded', number(language, others.length + 1)),
          explain(describe(failed.failure), language),
          [retry(language)],
        ),
      ];
}

function unreportedAutoExport({ clusters }: Usage, { l10n }: Language): Block[] {
  const undecided = clusters.flatMap(({ cluster, schedule }) =>
    schedule.kind === 'here' && schedule.active === undefined ? [cluster] : [],
  );
  return undecided.length === 0
    ? []
    : [
        notice(
          'warning',
          l10n.t('Auto-export not reported'),
          l10n.t(
            'The schedules of these clusters use this bucket, but Atlas doesn’t report whether auto-export is on: {0}.',
            undecided.join(', '),
          ),
        ),
      ];
}

function missingJobs(usage: Usage, language: Language, describe: Describe): Block[] {
  const { l10n } = language;
  const { failed, unreadable } = jobsProblems(usage);
  const [first] = failed;
  return [
    ...(usage.jobsForbidden
      ? [
          notice(
            'information',
            l10n.t('Export jobs not loaded'),
            l10n.t('Requires the Project Backup Manager role. Everything else requires Project Read Only.'),
            [retry(language)],
          ),
        ]
      : []),
    ...(first === undefined
      ? []
      : [
          notice(
            'warning',
            l10n.t('Some export jobs not loaded'),
            `${l10n.t('Clusters: {0}.', names(failed))} ${explain(describe(first.failure), language)}`,
            [retry(language)],
          ),
        ]),
    ...(unreadable.length > 0
      ? [
          notice(
            'warning',
            l10n.t('Some export jobs have an unsupported format'),
            l10n.t('They may have used this bucket. Clusters: {0}.', names(unreadable)),
          ),
        ]
      : []),
  ];
}

function names(clusters: readonly { readonly cluster: string }[]): string {
  return clusters.map(({ cluster }) => cluster).join(', ');
}

function retry({ l10n }: Language): Button {
  return button(l10n.t('Retry'), { type: 'load', section: 'usedBy' });
}
