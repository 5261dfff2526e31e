import type { FailureDescription } from '../../failures/failure';
import type { Block } from '../protocol';
import { usageVerdicts, type Usage } from '../usageFindings';
import { isOne, type Language, number, type L10n } from '../../text/language';
import { dateAndTime, joined } from '../../text/wording';
import { withWait } from '../../webview/waiting';
import { button, notice } from './blocks';
import { usedByGaps } from './usedByGaps';
import { tables } from './usedByTables';

/** Returns the section before a search. A search needs a click, because it sends requests for each cluster. */
export function usedByStart({ l10n }: Language): Block[] {
  return [
    {
      kind: 'text',
      text: l10n.t('Checks each cluster’s backup schedule and export jobs (about two requests per cluster).'),
    },
    { kind: 'buttons', buttons: [button(l10n.t('Find Clusters'), { type: 'load', section: 'usedBy' }, true)] },
  ];
}

/** Returns the progress of a search with its partial result. */
export function usedByProgress(usage: Usage | undefined, language: Language): Block[] {
  const { l10n } = language;
  return [
    usage === undefined
      ? { kind: 'progress', label: l10n.t('Loading clusters…'), done: 0 }
      : {
          kind: 'progress',
          label: progressText(usage, language),
          done: usage.done,
          total: usage.of,
        },
    { kind: 'buttons', buttons: [button(l10n.t('Cancel'), { type: 'cancel' })] },
    ...(usage === undefined ? [] : tables(usage, language)),
  ];
}

function progressText({ done, of, waitingUntil }: Usage, language: Language): string {
  const { l10n } = language;
  const counts = l10n.t('{0} of {1} requests', number(language, done), number(language, of));
  return withWait(counts, waitingUntil, language);
}

/**
 * Returns a partial result.
 * @param isCanceled whether the user canceled the last search; otherwise, a check of exports loaded a part
 */
export function usedByPartial(usage: Usage | undefined, language: Language, isCanceled: boolean): Block[] {
  const { l10n } = language;
  const [title, text] = isCanceled
    ? [l10n.t('Canceled'), l10n.t('Not all clusters were checked, so the results are incomplete.')]
    : [l10n.t('Partly loaded'), l10n.t('Not all backup schedules and export jobs of this project are loaded.')];
  const isKnown = !isCanceled && usage !== undefined && usageVerdicts(usage).exportsHere !== 'unknown';
  return [
    ...(isKnown ? [summary(usage, language)] : []),
    notice('information', title, text, [button(l10n.t('Find Clusters'), { type: 'load', section: 'usedBy' }, true)]),
    ...(usage === undefined ? [] : [...asOf(usage.readAt, language), ...tables(usage, language)]),
  ];
}

/** Returns the result of a finished search. `describe` describes the failure of a cluster. */
export function usedByBlocks(
  usage: Usage,
  language: Language,
  describe: (failure: unknown) => FailureDescription,
): Block[] {
  return [
    summary(usage, language),
    ...usedByGaps(usage, language, describe),
    ...asOf(usage.readAt, language),
    ...tables(usage, language),
  ];
}

function summary(usage: Usage, language: Language): Block {
  const { l10n } = language;
  const schedules = usage.clusters.map(({ schedule }) => schedule);
  const here = schedules.filter((schedule) => schedule.kind === 'here');
  switch (usageVerdicts(usage).exportsHere) {
    case 'yes': {
      const active = here.filter((schedule) => schedule.active === true).length;
      return notice(
        'information',
        isOne(language, active)
          ? l10n.t('{0} cluster exports to this bucket', number(language, active))
          : l10n.t('{0} clusters export to this bucket', number(language, active)),
        l10n.t('You can’t delete this export bucket until these clusters stop exporting to it.'),
      );
    }
    case 'unknown':
      return notice(
        'warning',
        l10n.t('Can’t tell whether a backup schedule exports here'),
        `${l10n.t('Not everything could be loaded. None of the loaded schedules exports here.')} ${limits(l10n)}`,
      );
    case 'no':
      return here.length === 0
        ? notice(
            'good',
            l10n.t('No backup schedule exports here'),
            joined([withoutSchedule(usage, l10n), limits(l10n)], ' '),
          )
        : notice(
            'information',
            isOne(language, here.length)
              ? l10n.t('{0} schedule uses this bucket but doesn’t export', number(language, here.length))
              : l10n.t('{0} schedules use this bucket but don’t export', number(language, here.length)),
            l10n.t('Auto-export is turned off.'),
          );
  }
}

/** Returns when the oldest of the shown responses was loaded, in milliseconds since 1970. */
function asOf(readAt: number | undefined, { l10n }: Language): Block[] {
  return readAt === undefined
    ? []
    : [{ kind: 'text', text: l10n.t('Loaded {0}. Refresh loads it again.', dateAndTime(new Date(readAt))) }];
}

function limits(l10n: L10n): string {
  return l10n.t(
    'Not checked: manual export jobs, Terraform or scripts that use this ID, other registrations of the same bucket, readers of the exported files.',
  );
}

/** Names clusters without a schedule: they may get one later, for example, while Atlas creates them. */
function withoutSchedule({ clusters }: Usage, l10n: L10n): string {
  const names = clusters.flatMap(({ cluster, schedule }) =>
    schedule.kind === 'noBackup' && schedule.reason === 'noSchedule' ? [cluster] : [],
  );
  return names.length === 0 ? '' : l10n.t('These clusters have no backup schedule yet: {0}.', names.join(', '));
}
