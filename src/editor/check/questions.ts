import { l10n, window } from 'vscode';
import type { Credential } from '../../credentials/credential';
import { choice, inputText, notificationText, titleText, visibleChoice } from '../../text/sinks';

/** What a check asks the user before its first request. */
export interface CheckQuestions {
  /** Returns whether the user wants the check. */
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
    chooseOrigin: async (credentials) => {
      const origins = [...new Set(credentials.map(({ origin }) => origin))];
      const items = origins.map((origin) => {
        const same = credentials.filter((credential) => credential.origin === origin);
        return choice({ label: origin, description: same.map(({ name }) => visibleChoice(name)).join(', '), origin });
      });
      const chosen = await window.showQuickPick(items, {
        title: titleText(l10n.t('Check IDs')),
        placeHolder: inputText(l10n.t('Select the base URL that the IDs belong to')),
      });
      return chosen?.origin;
    },
  };
}
