import { isWhole } from '../../atlas/loadedItems';
import { number, type Language } from '../../text/language';
import { dateAndTime } from '../../text/wording';
import { checkedClusters, stateOf, STATES, type HealthState } from './describe';
import type { ProjectExports } from './projectExports';

/**
 * Returns the number of clusters in each state, as far as they are loaded. Undefined if the clusters aren't.
 * @param readAt when the oldest response was loaded, in milliseconds since 1970
 */
export function summaryOf(project: ProjectExports, readAt: number, language: Language): string | undefined {
  const { l10n } = language;
  if (project.clusters.kind !== 'loaded') {
    return undefined;
  }
  const states = checkedClusters([project], readAt).map(({ health }) => stateOf(health));
  const counts = STATES.map((state) => [state, states.filter((one) => one === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => countInState(state, number(language, count), language));
  const parts = [
    ...(counts.length > 0 ? counts : [l10n.t('no clusters')]),
    ...(isWhole(project.clusters.value) ? [] : [l10n.t('further clusters not loaded')]),
  ];
  return l10n.t('{0} (loaded {1})', parts.join(', '), dateAndTime(new Date(readAt)));
}

/** Returns a number of clusters in a state, as in `3 broken`. */
function countInState(state: HealthState, count: string, { l10n }: Language): string {
  const texts: Record<HealthState, string> = {
    broken: l10n.t({ message: '{0} broken', args: [count], comment: 'A number of clusters' }),
    atRisk: l10n.t({ message: '{0} at risk', args: [count], comment: 'A number of clusters' }),
    unknown: l10n.t({ message: '{0} unknown', args: [count], comment: 'A number of clusters' }),
    fine: l10n.t({ message: '{0} fine', args: [count], comment: 'A number of clusters' }),
  };
  return texts[state];
}
