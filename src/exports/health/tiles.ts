import { number, type Language } from '../../text/language';
import type { View } from '../protocol';
import { stateName, stateOf, STATES, type CheckedCluster, type HealthState } from './describe';

/** What a check does, or how it ended. */
export type Phase = 'listing' | 'ready' | 'checking' | 'canceled' | 'done';

interface Counted {
  readonly clusters: readonly CheckedCluster[];
  /** Whether projects to check have clusters that are not among `clusters`, or may have some. */
  readonly mayHaveMore: boolean;
  readonly phase: Phase;
}

/** Returns the number of clusters in each state. A number that may grow when more is loaded is marked as a minimum. */
export function tilesOf({ clusters, mayHaveMore, phase }: Counted, language: Language): View['tiles'] {
  const { l10n } = language;
  const count = (state: HealthState): string => {
    const found = number(language, clusters.filter(({ health }) => stateOf(health) === state).length);
    // Among the listed clusters, only the number of the unknown ones decreases when more is loaded.
    const isMinimum =
      state === 'unknown'
        ? mayHaveMore && phase !== 'checking'
        : mayHaveMore || phase === 'checking' || phase === 'canceled';
    return isMinimum ? l10n.t('at least {0}', found) : found;
  };
  return STATES.map((state) => ({ value: count(state), label: stateName(state, language) }));
}
