import { l10n, window } from 'vscode';
import type { App } from '../../app';
import { idsToCheck, MOST_IDS, type CheckPlan } from '../../files/checkedIds';
import { rootsWith } from '../../find/projectLists';
import { withCancellableProgress } from '../../host/cancellableProgress';
import type { CommandHandlers } from '../../host/commandRegistry';
import { count, isSingular } from '../../host/numbers';
import type { CommandOf } from '../../manifest';
import { notificationText } from '../../text/sinks';
import type { ProjectsTree } from '../../tree/projectsTree';
import type { FileDiagnostics } from '../diagnostics';
import { chooseOrigin } from '../chooseOrigin';
import { checkReport } from './checkReport';
import { fileOf, filesOfWorkspace, type CollectedFiles } from './collectFiles';
import type { CheckQuestions } from './questions';
import { plan, runCheck, type CheckedResult, type CheckOptions } from './runCheck';

export interface CheckContext {
  readonly tree: ProjectsTree;
  readonly credentials: Pick<App['credentials'], 'list'>;
  readonly acknowledge: App['acknowledge'];
  readonly isTrusted: () => boolean;
  readonly questions: CheckQuestions;
  /** Shows the findings of the files that were checked. */
  readonly showFindings: FileDiagnostics['showChecked'];
  readonly showReport: (text: string) => Promise<void>;
}

/** Returns the commands that check the IDs in files. Only these send requests because of the contents of a file. */
export function checkCommands(context: CheckContext): CommandHandlers<CommandOf<'checks'>> {
  return {
    checkIdsInFile: () =>
      check(context, () => {
        const document = window.activeTextEditor?.document;
        // A tab of another kind, such as a page, is open instead.
        return Promise.resolve(document === undefined ? { files: [], notes: [] } : fileOf(document));
      }),
    checkIdsInWorkspace: () =>
      check(context, () => withCancellableProgress(l10n.t('Reading files…'), (signal) => filesOfWorkspace(signal))),
  };
}

async function check(context: CheckContext, collect: () => Promise<CollectedFiles | undefined>): Promise<void> {
  const { acknowledge, tree } = context;
  const acknowledgeCancel = (): void => {
    acknowledge(l10n.t('Check canceled. Loaded rows are kept'), { icon: 'circle-slash' });
  };
  if (!context.isTrusted()) {
    const text = l10n.t('IDs in the files of an untrusted workspace can’t be checked. No request was sent.');
    void window.showInformationMessage(notificationText(text));
    return;
  }
  const collected = await collect();
  if (collected === undefined) {
    acknowledgeCancel();
    return;
  }
  const all = idsToCheck(collected.files);
  const ids = all.slice(0, MOST_IDS);
  const left = all.length - ids.length;
  const notes = [...collected.notes, ...(left > 0 ? [leftText(left)] : [])];
  const showReport = (result: CheckedResult, checkedOrigin?: string): Promise<void> => {
    const files = collected.files.length;
    return context.showReport(checkReport({ ...result, origin: checkedOrigin, notes, files, checkedAt: new Date() }));
  };
  if (ids.length === 0) {
    if (notes.length === 0) {
      acknowledge(l10n.t('No literal IDs of Atlas found'), { icon: 'circle-slash' });
      return;
    }
    // A file that was not read may have IDs.
    await showReport({ outcomes: new Map(), failures: [], unreadable: 0 });
    return;
  }
  const origin = await chooseOrigin(context.credentials.list(), context.questions.chooseOrigin);
  if (origin === undefined) {
    acknowledge(l10n.t('Nothing was checked'), { icon: 'circle-slash' });
    return;
  }
  const options: CheckOptions = { tree, ids, origin, roots: rootsWith(tree.rows.roots(), origin) };
  const planned = plan(options);
  const question = isSingular(ids.length)
    ? l10n.t('Check {0} ID?', count(ids.length))
    : l10n.t('Check {0} IDs in files?', count(ids.length));
  if (planned.requests > 0 && !(await context.questions.confirm(question, requestsText(planned, origin)))) {
    return;
  }
  const result = await withCancellableProgress(l10n.t('Checking IDs…'), (signal, show) =>
    runCheck(planned, options, signal, ({ projects, of }) => {
      show(l10n.t('{0} of {1} projects', count(projects), count(of)));
    }),
  );
  if (result === undefined) {
    acknowledgeCancel();
    return;
  }
  context.showFindings(collected.files);
  await showReport(result, origin);
}

function leftText(left: number): string {
  return isSingular(left)
    ? l10n.t('{0} more ID was not checked.', count(left))
    : l10n.t('{0} more IDs were not checked.', count(left));
}

/** Returns how many requests a check sends, and where to. */
function requestsText({ requests, mayGrow }: CheckPlan, origin: string): string {
  const sent = isSingular(requests)
    ? l10n.t('Sends {0} request to {1}.', count(requests), origin)
    : l10n.t('Sends up to {0} requests to {1}.', count(requests), origin);
  return mayGrow ? `${sent} ${l10n.t('Long lists and projects that aren’t loaded yet need further requests.')}` : sent;
}
