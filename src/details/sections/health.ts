import {
  checkedClusters,
  findingText,
  stateName,
  stateOf,
  worstFirst,
  type CheckedCluster,
  type DescribeOptions,
} from '../../exports/health/describe';
import { hasAllClusters, scheduleOf, type ProjectExports } from '../../exports/health/projectExports';
import type { L10n, Language } from '../../text/language';
import { dateAndTime } from '../../text/wording';
import type { Block, Button, Value } from '../protocol';
import { button } from './blocks';

/** Returns the section before anything is loaded. A check needs a click, because it sends requests for each cluster. */
export function healthStart({ l10n }: Language): Block[] {
  return [
    {
      kind: 'text',
      text: l10n.t('Shows whether the exports to this bucket work. The check says what it costs first.'),
    },
    { kind: 'buttons', buttons: [checkButton(l10n, true)] },
  ];
}

/**
 * Returns the state of the clusters that export to a bucket, as far as it is loaded.
 * @param readAt when the oldest response was loaded, in milliseconds since 1970
 */
export function healthBlocks(
  project: ProjectExports,
  exportBucketId: string,
  readAt: number,
  options: DescribeOptions,
): Block[] {
  const { language } = options;
  const { l10n } = language;
  const all = checkedClusters([project], readAt);
  const here = worstFirst(
    all.filter(({ health }) => scheduleOf(health.cluster)?.export?.exportBucketId === exportBucketId),
  );
  const notLoaded = all.filter(({ health }) => health.cluster.schedule.kind !== 'loaded').length;
  const isListed = hasAllClusters(project);
  return [
    ...(here.length > 0
      ? [
          {
            kind: 'table',
            caption: l10n.t('Clusters whose backup schedules use this bucket'),
            columns: [l10n.t('Cluster'), l10n.t('State'), l10n.t('Last success'), l10n.t('Findings')],
            rows: here.map((cluster) => row(cluster, options)),
          } as const,
        ]
      : [
          {
            kind: 'text',
            text:
              isListed && notLoaded === 0
                ? l10n.t('No backup schedule uses this bucket.')
                : l10n.t('None of the loaded backup schedules uses this bucket, but not all of them are loaded.'),
          } as const,
        ]),
    ...(here.length > 0 && (notLoaded > 0 || !isListed)
      ? [
          {
            kind: 'text',
            text: l10n.t('More clusters may use it: not all backup schedules are loaded.'),
          } as const,
        ]
      : []),
    { kind: 'text', text: l10n.t('Loaded {0}.', dateAndTime(new Date(readAt))) },
    { kind: 'buttons', buttons: [checkButton(l10n, false)] },
  ];
}

function row(checked: CheckedCluster, options: DescribeOptions): Value[] {
  const { language } = options;
  const { health } = checked;
  const success = health.last?.success;
  return [
    { text: health.cluster.cluster.name },
    { text: stateName(stateOf(health), language) },
    { text: success === undefined ? '' : dateAndTime(new Date(success)) },
    { text: health.findings.map((finding) => findingText(finding, checked, options)).join(' ') },
  ];
}

function checkButton(l10n: L10n, primary: boolean): Button {
  return button(l10n.t('Check Exports…'), { type: 'action', action: 'checkExports' }, primary);
}
