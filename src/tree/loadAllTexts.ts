import { l10n } from 'vscode';
import { exportBuckets, loadedSoFar, projects } from '../text/language';
import type { LoadAllResult, LoadAllProgress } from '../model/loadAll';
import { describeListFailure, unreadableText } from './messageItems';
import { visibleText } from '../text/invisible';
import { joined } from '../text/wording';
import { count } from '../host/numbers';
import { uiLanguage } from '../host/uiLanguage';

/** Maximum number of failures to name. Others are counted. */
const MOST_NAMED = 3;

/** Returns the progress of loading in one line. */
export function progressText(progress: LoadAllProgress | undefined): string {
  if (progress === undefined || progress.of === 0) {
    return l10n.t('Loading all…');
  }
  const { failed, waitingUntil } = progress;
  const soFar = loadedSoFar(uiLanguage(), progress);
  const counts =
    failed === 0
      ? soFar
      : l10n.t({
          message: '{0}, {1} failed',
          args: [soFar, count(failed)],
          comment: 'What is loaded, and the number of projects that failed',
        });
  return waitingUntil === undefined ? l10n.t('Loading all: {0}', counts) : waitText(waitingUntil, counts);
}

/**
 * Returns the progress of a search or of loading that waits for Atlas.
 * @param until milliseconds of `performance.now()`
 */
export function waitText(until: number, counts: string): string {
  const seconds = Math.max(1, Math.ceil((until - performance.now()) / 1000));
  return l10n.t('Rate limited by Atlas. Resuming in {0} s: {1}', seconds, counts);
}

/** Returns what is loaded in one line, with the number of rows that could not be read. */
export function loadedText({ projects: loaded, unreadable }: LoadAllResult): string {
  const rows = unreadable.reduce((soFar, list) => soFar + list.rows, 0);
  return joined([countsText(loaded), rows === 0 ? '' : unreadableText(rows)], ', ');
}

function countsText(loaded: LoadAllResult['projects']): string {
  const sum = loaded.reduce((soFar, { buckets }) => soFar + buckets.length, 0);
  const found = exportBuckets(uiLanguage(), sum);
  const [only, ...others] = loaded;
  return only === undefined || others.length > 0
    ? l10n.t('{0} with {1} loaded', projects(uiLanguage(), loaded.length), found)
    : l10n.t('{0}: {1} loaded', visibleText(only.node.project.name), found);
}

/** Returns which lists could not be loaded, and why; empty if none failed. */
export function failuresText(failures: LoadAllResult['failures']): string {
  if (failures.length === 0) {
    return '';
  }
  const named = failures.slice(0, MOST_NAMED).map(({ parent, error, hasVanished }) => {
    const name = visibleText(parent.kind === 'project' ? parent.project.name : parent.credential.name);
    const why = hasVanished ? l10n.t('deleted or no longer accessible') : describeListFailure(parent, error).label;
    return l10n.t('{0} ({1})', name, why);
  });
  const others = failures.length - named.length;
  return l10n.t(
    'Could not load: {0}',
    [...named, ...(others > 0 ? [l10n.t('{0} more', count(others))] : [])].join(', '),
  );
}
