import { l10n, ProgressLocation, window } from 'vscode';
import type { App } from '../../app';
import { isAbort } from '../../atlas/errors';
import type { CommandHandlers } from '../../host/commandRegistry';
import { count, isSingular } from '../../host/numbers';
import { idsToCheck, MOST_IDS, type CheckPlan } from '../../files/checkedIds';
import { notificationText } from '../../text/sinks';
import type { ProjectsTree } from '../../tree/projectsTree';
import type { FileDiagnostics } from '../diagnostics';
import type { CheckQuestions } from './questions';
import { checkReport } from './checkReport';
import { fileOf, filesOfWorkspace, type CollectedFiles } from './collectFiles';
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
export function checkCommands(context: CheckContext): CommandHandlers<'checkIdsInFile' | 'checkIdsInWorkspace'> {
  return {
    checkIdsInFile: () =>
      check(context, () => {
        const document = window.activeTextEditor?.document;
        return Promise.resolve(document === undefined ? undefined : fileOf(document));
      }),
    checkIdsInWorkspace: () =>
      check(context, () =>
        cancellable(l10n.t('Reading files…'), (signal) => filesOfWorkspace(signal), context.acknowledge),
      ),
  };
}

async function check(context: CheckContext, collect: () => Promise<CollectedFiles | undefined>): Promise<void> {
  const { acknowledge, tree } = context;
  if (!context.isTrusted()) {
    const text = l10n.t('IDs in the files of an untrusted workspace can’t be checked. No request was sent.');
    void window.showInformationMessage(notificationText(text));
    return;
  }
  const collected = await collect();
  if (collected === undefined) {
    return;
  }
  const all = idsToCheck(collected.files);
  const ids = all.slice(0, MOST_IDS);
  const origin = ids.length === 0 ? undefined : await chooseOrigin(context);
  if (origin === undefined) {
    acknowledge(ids.length === 0 ? l10n.t('No literal IDs of Atlas found') : l10n.t('Nothing was checked'), {
      icon: 'circle-slash',
    });
    return;
  }
  const options: CheckOptions = {
    tree,
    ids,
    origin,
    roots: tree.rows.roots().filter(({ credential }) => credential.origin === origin),
  };
  const planned = plan(options);
  const question = isSingular(ids.length)
    ? l10n.t('Check {0} ID?', count(ids.length))
    : l10n.t('Check {0} IDs in files?', count(ids.length));
  if (planned.requests > 0 && !(await context.questions.confirm(question, requestsText(planned, origin)))) {
    return;
  }
  const result = await cancellable(l10n.t('Checking IDs…'), progressing(planned, options), acknowledge);
  if (result === undefined) {
    return;
  }
  context.showFindings(collected.files);
  const left = all.length - ids.length;
  const notes = [...collected.notes, ...(left > 0 ? [leftText(left)] : [])];
  const report = { ...result, origin, notes, files: collected.files.length, checkedAt: new Date() };
  await context.showReport(checkReport(report));
}

function leftText(left: number): string {
  return isSingular(left)
    ? l10n.t('{0} more ID was not checked.', count(left))
    : l10n.t('{0} more IDs were not checked.', count(left));
}

type Work<T> = (signal: AbortSignal, show: (message: string) => void) => Promise<T>;

function progressing(planned: CheckPlan, options: CheckOptions): Work<CheckedResult> {
  return (signal, show) =>
    runCheck(planned, options, signal, (projects, of) => {
      show(l10n.t('{0} of {1} projects', count(projects), count(of)));
    });
}

/** Runs `work` with a notification that can cancel it. Returns undefined if it was canceled. */
async function cancellable<T>(title: string, work: Work<T>, acknowledge: App['acknowledge']): Promise<T | undefined> {
  const cancellation = new AbortController();
  const options = { location: ProgressLocation.Notification, cancellable: true, title: notificationText(title) };
  try {
    return await window.withProgress(options, (progress, token) => {
      token.onCancellationRequested(() => {
        cancellation.abort();
      });
      return work(cancellation.signal, (text) => {
        progress.report({ message: notificationText(text) });
      });
    });
  } catch (error) {
    if (!isAbort(error) || !cancellation.signal.aborted) {
      throw error;
    }
    acknowledge(l10n.t('Check canceled. Loaded rows are kept'), { icon: 'circle-slash' });
    return undefined;
  }
}

/** Returns how many requests a check sends, and where to. */
function requestsText({ requests, mayGrow }: CheckPlan, origin: string): string {
  const sent = isSingular(requests)
    ? l10n.t('Sends {0} request to {1}.', count(requests), origin)
    : l10n.t('Sends up to {0} requests to {1}.', count(requests), origin);
  return mayGrow ? `${sent} ${l10n.t('Long lists and projects that aren’t loaded yet need further requests.')}` : sent;
}

/** Returns the base URL of all credentials, or the one that the user selects; undefined if there is none. */
async function chooseOrigin({ credentials, questions }: CheckContext): Promise<string | undefined> {
  const all = credentials.list();
  const origins = [...new Set(all.map(({ origin }) => origin))];
  return origins.length <= 1 ? origins[0] : questions.chooseOrigin(all);
}
