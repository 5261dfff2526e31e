import type { FailureDescription } from '../../failures/failure';
import type { Block } from '../protocol';
import type { Usage } from '../usage';
import { number, type Language } from '../../language';
import { button, notice } from './blocks';
import { tables } from './usedByTables';

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
