import type { LoadedList } from '../model/loadedList';
import type { Arrangement } from './arrangement';
import type { ProviderIcons } from './providerIcons';

/** What an item displays in addition to the data of its row. */
export interface RowState {
  /** The list below a credential or project; for any other row, the list that it is in or is about. */
  readonly list: LoadedList | undefined;
  /** How many last characters of the ID tell the row from loaded siblings of the same name; 0 if there are none. */
  readonly idDigits: number;
  /** How the list that contains the row is shown. */
  readonly arrangement: Arrangement;
  /** Whether the user has to fix a credential; false for other rows. */
  readonly needsAttention: boolean;
  /** Returns a day (UTC) in the language of the texts. */
  readonly longDate: (date: Date) => string;
  readonly providerIcons: Pick<ProviderIcons, 'of'>;
  /** Names and values that features add to the tooltip of a project. */
  readonly facts: readonly Fact[];
}

/** A line of a tooltip. */
export type Fact = readonly [name: string, value: string];
