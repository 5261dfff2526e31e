import type { FailureDescription } from '../../failures/failure';
import type { Block } from '../protocol';
import { usageVerdicts, type Usage } from '../usageFindings';
import { clockTime, number, type Language } from '../../text/language';
import { button, notice } from './blocks';
import { usedByGaps } from './usedByGaps';
import { tables } from './usedByTables';

/** What the section says before the search was started: a request for each cluster is worth a click. */
export function usedByInvitation({ l10n }: Language): Block[] {
  return [
    {
      kind: 'text',
      text: l10n.t('Checks each cluster’s backup schedule and export jobs (up to two requests per cluster).'),
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
      : { kind: 'progress', label: progressText(usage, language), done: usage.answered, total: usage.expected },
    { kind: 'buttons', buttons: [button(l10n.t('Cancel'), { type: 'cancel', section: 'usedBy' })] },
    ...(usage === undefined ? [] : tables(usage, language)),
  ];
}

function progressText({ answered, expected, waitingUntil }: Usage, language: Language): string {
  const { l10n } = language;
  const counts = l10n.t('{0} of {1} requests', number(language, answered), number(language, expected));
  return waitingUntil === undefined
    ? counts
    : l10n.t('{0}. Rate limited by Atlas. Resuming at {1}', counts, clockTime(language, waitingUntil));
}

/** What was found until the search was canceled. */
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
  return [summary(usage, language), ...usedByGaps(usage, language, describe), ...tables(usage, language)];
}

function summary(usage: Usage, { l10n }: Language): Block {
  const schedules = usage.clusters.map(({ schedule }) => schedule);
  const here = schedules.filter((schedule) => schedule.kind === 'here');
  switch (usageVerdicts(usage).exportsHere) {
    case 'yes': {
      const active = here.filter((schedule) => schedule.active === true).length;
      return notice(
        'information',
        active === 1
          ? l10n.t('1 cluster exports to this bucket')
          : l10n.t('{0} clusters export to this bucket', active),
        l10n.t('You can’t delete this export bucket until these clusters stop exporting to it.'),
      );
    }
    case 'unknown':
      return notice(
        'warning',
        l10n.t('Can’t tell whether a backup schedule exports here'),
        `${l10n.t('Not everything could be read. What could be read doesn’t export here.')} ${limits(l10n)}`,
      );
    case 'no':
      return here.length === 0
        ? notice('good', l10n.t('No backup schedule exports here'), joined(withoutSchedule(usage, l10n), limits(l10n)))
        : notice(
            'information',
            here.length === 1
              ? l10n.t('1 schedule names this bucket, but does not export')
              : l10n.t('{0} schedules name this bucket, but do not export', here.length),
            here.length === 1
              ? l10n.t('Its automatic exports are turned off.')
              : l10n.t('Their automatic exports are turned off.'),
          );
  }
}

function limits(l10n: Language['l10n']): string {
  return l10n.t(
    'Not checked: manual export jobs, Terraform or scripts that use this ID, other registrations of the same bucket, readers of the exported files.',
  );
}

/** A cluster that is being created gets its schedule later, so the verdict is about now. */
function withoutSchedule({ clusters }: Usage, l10n: Language['l10n']): string {
  const names = clusters.flatMap(({ cluster, schedule }) =>
    schedule.kind === 'noBackup' && schedule.because === 'noSchedule' ? [cluster] : [],
  );
  return names.length === 0 ? '' : l10n.t('These clusters have no backup schedule yet: {0}.', names.join(', '));
}

function joined(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(' ');
}
