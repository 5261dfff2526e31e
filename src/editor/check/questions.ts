import { l10n, window } from 'vscode';
import type { Credential } from '../../credentials/credential';
import { notificationText } from '../../text/sinks';
import { selectOrigin } from '../chooseOrigin';

/** The questions of a check before its first request. */
export interface CheckQuestions {
  /** Returns whether the user confirms the check. */
  readonly confirm: (question: string, detail: string) => Promise<boolean>;
  /** Returns the base URL that receives the IDs; undefined if the user cancels. */
  readonly chooseOrigin: (credentials: readonly Credential[]) => Promise<string | undefined>;
}

/** Returns the questions as dialogs of VS Code. */
export function questionsOfVSCode(): CheckQuestions {
  return {
    confirm: async (question, detail) => {
      const start = l10n.t({ message: 'Check', comment: 'A button' });
      const options = { modal: true, detail: notificationText(detail) };
      const chosen = await window.showInformationMessage(notificationText(question), options, start);
      return chosen === start;
    },
    chooseOrigin: (credentials) =>
      selectOrigin(credentials, l10n.t('Check IDs'), l10n.t('Select the base URL that the IDs belong to')),
  };
}
