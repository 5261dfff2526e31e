import { l10n } from 'vscode';
import { markdownCell, markdownRow } from '../../bucketList/markdown';
import type { CheckedId } from '../../files/checkedIds';
import type { KnownItem } from '../../files/known';
import { count } from '../../host/numbers';
import { visibleText } from '../../text/invisible';
import { dateAndTime } from '../../text/wording';
import { failuresText } from '../../tree/loadAllTexts';
import { shortName } from '../describe';
import type { CheckedResult, Outcome } from './runCheck';

export interface CheckReport extends CheckedResult {
  /** The base URL of the credentials; undefined if there was no ID to check. */
  readonly origin: string | undefined;
  /** The number of files that were read. */
  readonly files: number;
  /** What was not read, in sentences. */
  readonly notes: readonly string[];
  readonly checkedAt: Date;
}

/** The maximum number of files that the report names for one ID. */
const MOST_FILES = 3;

/** Returns the result of a check as Markdown. Everything that isn't known is said to be unknown, with the reason. */
export function checkReport({ origin, files, notes, checkedAt, outcomes, failures, unreadable }: CheckReport): string {
  const rows = [...outcomes].sort(([, a], [, b]) => ORDER[a.kind] - ORDER[b.kind]);
  const number = (kind: Outcome['kind']): string => count(rows.filter(([, outcome]) => outcome.kind === kind).length);
  const all = [
    ...notes,
    ...(failures.length > 0 ? [`${failuresText(failures)}.`] : []),
    ...(unreadable > 0
      ? [l10n.t('Items in an unsupported format: {0}. Any of them may be an ID that was not found.', count(unreadable))]
      : []),
  ];
  const headings = [
    l10n.t('Result'),
    l10n.t('ID'),
    l10n.t({ message: 'Key', comment: 'The key before an ID in a file' }),
    l10n.t('Name'),
    l10n.t('Project'),
    l10n.t('Files'),
    l10n.t('Details'),
  ];
  const cells = rows.map(([checked, outcome]) =>
    markdownRow([
      resultText(outcome),
      checked.id,
      kindText(checked),
      outcome.kind === 'found' ? markdownCell(shortName(outcome.item)) : '',
      outcome.kind === 'found' ? cellOf(outcome.item.projectName) : '',
      filesText(checked),
      outcome.kind === 'found' ? otherProjectText(checked, outcome.item) : detailsText(outcome),
    ]),
  );
  return [
    `# ${l10n.t('ID Check')}\n`,
    // Only texts from outside are escaped, because VS Code shows the source. A base URL contains no backtick.
    [
      ...(origin === undefined ? [] : [l10n.t('Base URL: {0}', `\`${origin}\``)]),
      l10n.t('Checked: {0}', dateAndTime(checkedAt)),
      l10n.t('Files: {0}', count(files)),
      l10n.t('Found: {0}. Not found: {1}. Unknown: {2}.', number('found'), number('notFound'), number('unknown')),
    ]
      .map((line) => `- ${line}\n`)
      .join(''),
    ...(cells.length > 0
      ? [[markdownRow(headings), markdownRow(headings.map(() => '---')), ...cells].join('')]
      : files > 0
        ? [`${l10n.t('These files contain no literal IDs of Atlas.')}\n`]
        : []),
    ...(all.length === 0
      ? []
      : [`## ${l10n.t('Not checked')}\n`, all.map((note) => `- ${markdownCell(note)}\n`).join('')]),
  ].join('\n');
}

/** Returns a text from outside as a part of a cell. */
function cellOf(text: string): string {
  return markdownCell(visibleText(text));
}

const ORDER: Readonly<Record<Outcome['kind'], number>> = { notFound: 0, unknown: 1, found: 2 };

function resultText({ kind }: Outcome): string {
  switch (kind) {
    case 'found':
      return l10n.t('Found');
    case 'notFound':
      return l10n.t('Not found');
    case 'unknown':
      return l10n.t('Unknown');
  }
}

function kindText({ kind }: CheckedId): string {
  switch (kind) {
    case 'bucket':
      return l10n.t('Export bucket');
    case 'project':
      return l10n.t('Project');
    case 'role':
      return l10n.t('Role');
  }
}

function filesText({ files }: CheckedId): string {
  const names = [...files].slice(0, MOST_FILES);
  const others = files.size - names.length;
  return [...names, ...(others > 0 ? [l10n.t('{0} more', count(others))] : [])].map(cellOf).join(', ');
}

/** Returns the text if the file has another project beside an ID than the one that the ID belongs to. */
function otherProjectText({ projects }: CheckedId, { projectId, kind }: KnownItem): string {
  return kind !== 'project' && projects.size > 0 && !projects.has(projectId)
    ? l10n.t('The file names another project beside it.')
    : '';
}

function detailsText(outcome: Exclude<Outcome, { kind: 'found' }>): string {
  if (outcome.kind === 'notFound') {
    return outcome.projectNames.length === 0
      ? l10n.t('No project that your credentials can access has this export bucket.')
      : l10n.t('The project has no such export bucket: {0}', outcome.projectNames.map(cellOf).join(', '));
  }
  switch (outcome.reason) {
    case 'failed':
      return l10n.t('A list that may contain it could not be loaded.');
    case 'notListed':
      return l10n.t('Atlas doesn’t list this project for your credentials.');
    case 'projectsNotLoaded':
      return l10n.t('Not all projects are loaded.');
    case 'role':
      return l10n.t('Only the roles of loaded export buckets are known.');
  }
}
