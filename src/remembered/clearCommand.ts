import { l10n } from 'vscode';
import type { Acknowledge } from '../host/acknowledgements';
import type { CommandHandlers } from '../host/commandRegistry';
import type { RememberedLists } from '../model/remembered/rememberedLists';

/**
 * Returns the command that deletes everything that is remembered. Loaded lists stay in the view.
 * @param onDidClear called before the acknowledgement
 */
export function clearCommand(
  remembered: RememberedLists,
  acknowledge: Acknowledge,
  onDidClear: () => void,
): CommandHandlers<'clearRemembered'> {
  return {
    clearRemembered: async () => {
      await remembered.clear();
      onDidClear();
      acknowledge(l10n.t('Remembered lists cleared'));
    },
  };
}
