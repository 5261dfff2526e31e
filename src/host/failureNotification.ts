import { commands, l10n, window, type LogOutputChannel } from 'vscode';
import { describeCommandFailure } from '../failures/commandFailure';
import { fixCommand } from '../failures/fixCommand';
import type { FailureSubject } from '../failures/subjectFailure';
import { credentialNode } from '../model/nodes';
import { notificationText } from '../text/sinks';
import { explained } from '../failures/failure';

/** Shows the failure of a command and runs the action that the user selects. */
export async function showFailure(
  channel: LogOutputChannel,
  error: unknown,
  subject: FailureSubject | undefined,
  retry: () => Promise<void>,
): Promise<void> {
  const failure = describeCommandFailure(error, l10n, subject);
  const { fix, fixTitle, credential } = failure;
  const showLog = l10n.t('Show Log');
  const text = explained(failure, l10n);
  const chosen = await (fix.kind === 'showLog'
    ? window.showErrorMessage(notificationText(text), showLog)
    : window.showErrorMessage(notificationText(text), notificationText(fixTitle), showLog));
  if (chosen === showLog) {
    channel.show();
  } else if (chosen !== undefined && fix.kind === 'retry') {
    await retry();
  } else if (chosen !== undefined) {
    const { command, arguments: args } = fixCommand(failure, credential && credentialNode(credential));
    await commands.executeCommand(command, ...args);
  }
}
