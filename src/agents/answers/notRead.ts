import { isAbort } from '../../atlas/errors';
import { CredentialError } from '../../credentials/credential';
import { describeFailure } from '../../failures/describeFailure';
import { isNotLoaded, type ListedProject } from '../../find/candidates';
import type { LoadedList } from '../../model/loadedList';
import type { CredentialNode } from '../../model/nodes';
import { shownName } from '../../text/invisible';
import { exportBuckets, number, projects as projectsText, type Language } from '../../text/language';
import { plainText } from '../../text/sinks';
import { namesOf, type Names } from './names';
import type { KnownLists, Sources } from './sources';

/** Something that a result lacks, and why. */
export interface NotRead extends Names {
  readonly what: string;
  readonly reason: string;
}

/** The longest reason. */
const LONGEST_REASON = 300;

/** Returns an entry of the list of what could not be read. */
export function notRead(what: string, reason: string, names: Names = {}): NotRead {
  return { what, reason: plainText(reason, LONGEST_REASON), ...names };
}

/** Returns why a request failed. */
export function reasonOf(
  error: unknown,
  { credential }: CredentialNode,
  { l10n }: Language,
  projectId?: string,
): string {
  // A request that was canceled, but not by its caller, used a credential that has changed.
  const failure = isAbort(error) ? new CredentialError('changed') : error;
  return describeFailure(failure, { l10n, credential, ...(projectId !== undefined && { projectId }) }).label;
}

/**
 * Returns what is missing in the lists in memory. It is empty only if all of them are complete, readable and up to date.
 * @param projectId the only project that matters
 */
export function missingIn(sources: Sources, known: readonly KnownLists[], projectId?: string): NotRead[] {
  const { language } = sources;
  const { l10n } = language;
  const listed = known.flatMap(({ projects }) => projects);
  if (projectId !== undefined && listed.length > 0) {
    const incomplete = listed.map((project) => ofProject(sources, project));
    // One credential that has everything suffices.
    return incomplete.some((found) => found.length === 0) ? [] : incomplete.flat();
  }
  const unloaded = listed.filter(({ list }) => isNotLoaded(list) && list?.failure === undefined).length;
  return [
    ...(projectId === undefined
      ? []
      : [
          notRead(
            l10n.t('The project {0}', projectId),
            l10n.t('No loaded list of projects contains it, and your credentials may not have access to it.'),
          ),
        ]),
    ...listed.filter(({ list }) => list?.failure !== undefined).flatMap((project) => ofProject(sources, project)),
    ...known.flatMap(({ root, list }) =>
      ofList(list, root, language, (count) => projectsText(language, count)).map((reason) =>
        notRead(l10n.t('The list of projects'), reason, namesOf(sources, root)),
      ),
    ),
    ...(unloaded === 0
      ? []
      : [notRead(l10n.t('The export buckets of {0}', projectsText(language, unloaded)), l10n.t('Not loaded yet.'))]),
    ...listed
      .filter(({ list }) => !isNotLoaded(list) && list?.failure === undefined)
      .flatMap((project) => ofProject(sources, project)),
  ];
}

function ofProject(sources: Sources, { node, list }: ListedProject): NotRead[] {
  const { language } = sources;
  const names = namesOf(sources, node.parent, node.project);
  return ofList(list, node.parent, language, (count) => exportBuckets(language, count), node.project.id).map((reason) =>
    notRead(language.l10n.t('The export buckets of a project'), reason, names),
  );
}

/** Returns why a list may lack something. */
function ofList(
  list: LoadedList | undefined,
  root: CredentialNode,
  language: Language,
  counted: (count: number) => string,
  projectId?: string,
): string[] {
  const { l10n } = language;
  if (list === undefined) {
    return [l10n.t('Not loaded yet.')];
  }
  const { failure, pages } = list;
  const { items, isComplete, isStale, totalCount, unreadable } = pages;
  const reasons = unreadable > 0 ? [l10n.t('Atlas returned {0} in an unsupported format.', counted(unreadable))] : [];
  if (failure !== undefined) {
    return [reasonOf(failure, root, language, projectId), ...reasons];
  }
  const outdated = isStale ? [l10n.t('Out of date. Load it again.')] : [];
  if (!isComplete) {
    const rest =
      items.length === 0
        ? l10n.t('Not loaded yet.')
        : totalCount === undefined
          ? l10n.t('Only the first {0} are loaded.', number(language, items.length))
          : l10n.t(
              'Only the first {0} of about {1} are loaded.',
              number(language, items.length),
              number(language, Math.max(totalCount, items.length)),
            );
    return [rest, ...(items.length === 0 ? [] : outdated), ...reasons];
  }
  return [...outdated, ...reasons];
}

/** Returns the display form of a text from outside, for a result. */
export function shown(text: string | undefined): string | undefined {
  return text === undefined ? undefined : shownName(text);
}

/** Returns what a result says of an export bucket that is remembered, and so may have changed; nothing of a loaded one. */
export function rememberedAt({ readAt }: { readonly readAt?: number }): object {
  return readAt === undefined ? {} : { isRemembered: true, asOf: new Date(readAt * 1000).toISOString() };
}

/** Returns when the oldest of the lists arrived, in milliseconds since 1970; undefined if none is loaded. */
export function oldest(lists: readonly (LoadedList | undefined)[]): number | undefined {
  const times = lists.flatMap((list) => list?.oldestReadAt ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}
