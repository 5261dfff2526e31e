import { shownName } from '../../text/invisible';
import { clusters as clustersText, isOne, type Language, number, projects as projectsText } from '../../text/language';
import { dateAndTime } from '../../text/wording';
import { plainText } from '../../text/sinks';
import { withWait } from '../../webview/waiting';
import type { Button, Cell, Statement, Table, Topic, View } from '../protocol';
import { answerTo } from './answers';
import {
  checkedClusters,
  findingText,
  frequencyName,
  worstFirst,
  type CheckedCluster,
  type DescribeOptions,
} from './describe';
import { projectCell, rowOf } from './cells';
import type { Estimate } from './estimate';
import type { Finding } from './findings';
import { noticesOf } from './notices';
import { tilesOf, type Phase } from './tiles';
import { hasAllClusters, scheduleOf } from './projectExports';
import type { HealthProgress } from './readHealth';

/** What is shown about a check. */
export interface CheckState {
  /** What is checked, as in "all projects of Contoso". */
  readonly scope: string;
  readonly topic: Topic;
  /** What it takes to load what is missing. Undefined while the projects are listed. */
  readonly estimate: (Estimate & { readonly projects: number }) | undefined;
  /** Projects that could not be listed, and why. */
  readonly problems: readonly string[];
  readonly phase: Phase;
  /** Undefined before the check starts. */
  readonly result: HealthProgress | undefined;
  /** Maximum number of rows. */
  readonly maxRows: number;
}

const TONES = { broken: 'error', atRisk: 'warning', unknown: 'information', fine: 'good' } as const;

/** Returns the content of the page. */
export function describeView(state: CheckState, options: DescribeOptions): View {
  const { language } = options;
  const { l10n } = language;
  const { topic, result, maxRows } = state;
  const clusters = result === undefined ? [] : checkedClusters(result.projects, result.readAt);
  const header = {
    topic,
    title: l10n.t('Export Health'),
    basis: basisOf(state, clusters.length, language),
    buttons: buttonsOf(state, language),
    ...progressOf(state, clusters, language),
    notices: [
      ...state.problems.map((text): Statement => ({ tone: 'warning', text: plainText(text) })),
      ...(state.phase === 'canceled'
        ? [{ tone: 'warning', text: l10n.t('Canceled. Not everything was checked.') } as const]
        : []),
    ],
    tiles: [],
  };
  if (result === undefined) {
    return header;
  }
  const notices = [...header.notices, ...noticesOf(result.projects, options)];
  if (topic !== 'clusters') {
    const { title, statements, table } = answerTo(topic, { ...result, clusters, isListed: isListed(state) }, options);
    return { ...header, title, notices: [...statements, ...notices], ...limited(table, maxRows, language) };
  }
  const table = {
    columns: [
      l10n.t('Cluster'),
      l10n.t('Project'),
      l10n.t({ message: 'Exports to', comment: 'The heading of the bucket that a cluster exports to' }),
      l10n.t('Last success'),
      l10n.t('State'),
    ],
    rows: worstFirst(clusters).map((cluster) => clusterRow(cluster, options)),
  };
  return {
    ...header,
    notices,
    tiles: tilesOf({ clusters, phase: state.phase, mayHaveMore: mayHaveMore(state) }, language),
    ...limited(table, maxRows, language),
  };
}

/** Truncates a table for the page. */
function limited(table: Table, maxRows: number, language: Language): Pick<View, 'table' | 'more'> {
  const left = table.rows.length - maxRows;
  return {
    table: { ...table, rows: table.rows.slice(0, maxRows) },
    ...(left > 0 && { more: language.l10n.t('Show {0} more', number(language, left)) }),
  };
}

function basisOf(state: CheckState, clusterCount: number, language: Language): string[] {
  const { l10n } = language;
  const { scope, estimate, phase, result } = state;
  if (result === undefined) {
    if (phase === 'listing' || estimate === undefined) {
      return [scope];
    }
    const { requests, seconds, projects } = estimate;
    return [
      scope,
      l10n.t(
        'Checking the exports of {0} takes about {1} requests, {2} s.',
        projectsText(language, projects),
        number(language, requests),
        number(language, seconds),
      ),
      l10n.t('Requires the Project Read Only role. Export jobs require Project Backup Manager.'),
    ];
  }
  const clusters = clustersText(language, clusterCount);
  const rest = restOf(state);
  return [
    scope,
    l10n.t(
      '{0} with {1}, checked {2}.',
      projectsText(language, result.projects.length),
      mayHaveMore(state) ? l10n.t('at least {0}', clusters) : clusters,
      dateAndTime(new Date(result.readAt)),
    ),
    ...(rest === undefined ? [] : [restText(rest, language)]),
  ];
}

function restText({ requests, seconds }: Estimate, language: Language): string {
  const { l10n } = language;
  return isOne(language, requests)
    ? l10n.t('Loading the rest takes about {0} request.', number(language, requests))
    : l10n.t(
        'Loading the rest takes about {0} requests, {1} s.',
        number(language, requests),
        number(language, seconds),
      );
}

/** Returns what it takes to load what is missing after a check. Undefined while one runs, and if nothing is missing. */
function restOf({ phase, estimate }: CheckState): Estimate | undefined {
  const hasEnded = phase === 'done' || phase === 'canceled';
  return hasEnded && estimate !== undefined && estimate.requests > 0 ? estimate : undefined;
}

function progressOf(
  { phase, result }: CheckState,
  clusters: readonly CheckedCluster[],
  language: Language,
): Pick<View, 'progress'> {
  const { l10n } = language;
  const cancel = l10n.t('Cancel');
  if (phase === 'listing') {
    return { progress: { label: l10n.t('Loading projects…'), done: 0, total: 1, cancel } };
  }
  if (phase !== 'checking') {
    return {};
  }
  const { done, of, waitingUntil } = result ?? { done: 0, of: 1, waitingUntil: undefined };
  const checked = clusters.filter(({ health: { findings } }) => !findings.some(isPending)).length;
  const counts = l10n.t(
    '{0} of {1} requests, {2} of {3} clusters',
    ...[done, of, checked, clusters.length].map((count) => number(language, count)),
  );
  return { progress: { label: withWait(counts, waitingUntil, language), done, total: Math.max(of, 1), cancel } };
}

function isPending(finding: Finding): boolean {
  return finding.kind === 'unknown' && finding.cause?.kind === 'pending';
}

function buttonsOf(state: CheckState, { l10n }: Language): Button[] {
  const { phase, topic, result } = state;
  const topics: readonly (readonly [Topic, string])[] = [
    ['clusters', l10n.t('Show All Clusters')],
    ['notExported', l10n.t('Which Clusters Are Not Exported?')],
    ['failures', l10n.t('What Failed Since Monday, and Why?')],
    ['buckets', l10n.t('Can I Delete This Bucket?')],
  ];
  const check = { title: l10n.t('Check Exports'), request: { type: 'check' }, primary: true } as const;
  if (result === undefined) {
    return phase === 'listing' ? [] : [check];
  }
  const isRunning = phase === 'listing' || phase === 'checking';
  return [
    ...topics.flatMap(([id, title]): Button[] =>
      id === topic ? [] : [{ title, request: { type: 'open', topic: id } }],
    ),
    { title: l10n.t('Copy Report'), request: { type: 'copy' } },
    // A saved list doesn't say that a check is running, so it would look complete.
    ...(topic === 'clusters' && !isRunning ? [{ title: l10n.t('Save As…'), request: { type: 'save' } } as const] : []),
    ...(restOf(state) === undefined ? [] : [{ ...check, title: l10n.t('Load the Rest') }]),
    ...(isRunning ? [] : [{ title: l10n.t('Check Again'), request: { type: 'checkAgain' } } as const]),
  ];
}

/** Returns whether all projects to check are listed. */
function isListed({ problems }: CheckState): boolean {
  return problems.length === 0;
}

/** Returns whether there may be clusters to check that are not listed. */
function mayHaveMore(state: CheckState): boolean {
  return !isListed(state) || state.result?.projects.every(hasAllClusters) !== true;
}

function clusterRow(checked: CheckedCluster, options: DescribeOptions): Cell[] {
  const { language } = options;
  const { project, health } = checked;
  const success = health.last?.success;
  const statements = health.findings.map((finding): Statement => ({
    tone: TONES[finding.kind],
    text: findingText(finding, checked, options),
  }));
  return [
    { text: shownName(health.cluster.cluster.name) },
    projectCell(project, language),
    bucketCell(checked, language),
    { text: success === undefined ? '' : dateAndTime(new Date(success)) },
    { statements: statements.length > 0 ? statements : [{ tone: TONES.fine, text: language.l10n.t('Fine') }] },
  ];
}

function bucketCell({ project, health }: CheckedCluster, language: Language): Cell {
  const { l10n } = language;
  const target = scheduleOf(health.cluster)?.export ?? undefined;
  if (target === undefined) {
    return { text: '' };
  }
  const frequency = frequencyName(target.frequencyType, language);
  const name = shownName(health.bucket?.bucketName ?? target.exportBucketId);
  const text = frequency === '' ? name : l10n.t('{0}, {1}', name, frequency);
  return { text, ...(health.bucket !== undefined && rowOf(project, health.bucket, language)) };
}
