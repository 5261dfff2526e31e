import { MAX_PAGE_SIZE } from '../../atlas/requests';
import type { Credential } from '../../credentials/credential';
import type { ListedProject } from '../../find/candidates';
import type { LoadedList } from '../../model/loadedList';
import { visibleText } from '../../text/invisible';
import { enumeration, isOne, number, type Language } from '../../text/language';
import { knownLists, knownProjects, needsRequest, type Sources } from './sources';

/** What the user confirms before a tool runs. */
export interface Confirmation {
  /** What the tool does, what it sends, and where the result goes. */
  readonly lines: readonly string[];
}

/** The requests that a tool may send. */
export interface Requests {
  readonly count: number;
  /** Whether more may follow, because Atlas hasn't reported how many items there are. */
  readonly mayBeMore: boolean;
  /** The base URLs that get them. */
  readonly origins: readonly string[];
}

export const NO_REQUESTS: Requests = { count: 0, mayBeMore: false, origins: [] };

/** Returns the sum of several numbers of requests. */
export function sumOf(parts: readonly Requests[]): Requests {
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    mayBeMore: parts.some(({ mayBeMore }) => mayBeMore),
    origins: [...new Set(parts.flatMap(({ origins }) => origins))],
  };
}

/** Returns a number of requests to some base URLs. */
export function requestsTo(origins: readonly string[], { count, mayBeMore }: Omit<Requests, 'origins'>): Requests {
  return count === 0 ? NO_REQUESTS : { count, mayBeMore, origins };
}

/** Returns the requests that load the missing lists of projects. More may follow for the projects in them. */
export function requestsForProjects(sources: Sources): Requests {
  const lists = sumOf(knownLists(sources).map(({ root, list }) => requestsFor(list, root.credential)));
  return { ...lists, mayBeMore: lists.count > 0 };
}

/** Returns the requests that load the missing export buckets of one project or of all. */
export function requestsForMissing(sources: Sources, projectId: string | undefined): Requests {
  if (projectId === undefined) {
    const lists = knownLists(sources).map(({ root, list, projects }) => {
      const all = sumOf([requestsFor(list, root.credential), ...projects.map(ofProject)]);
      return { ...all, mayBeMore: all.mayBeMore || needsRequest(list) };
    });
    return sumOf(lists);
  }
  const projects = knownProjects(sources, projectId);
  if (projects.length === 0) {
    return requestsForProjects(sources);
  }
  return projects.some(({ list }) => !needsRequest(list)) ? NO_REQUESTS : sumOf(projects.map(ofProject));
}

function ofProject({ node, list }: ListedProject): Requests {
  return requestsFor(list, node.parent.credential);
}

/** Returns the requests that load the rest of a list. */
export function requestsFor(list: LoadedList | undefined, { origin }: Credential): Requests {
  if (!needsRequest(list)) {
    return NO_REQUESTS;
  }
  const { items = [], totalCount = 0 } = list?.pages ?? {};
  const count = Math.max(1, Math.ceil((totalCount - items.length) / MAX_PAGE_SIZE));
  return requestsTo([origin], { count, mayBeMore: false });
}

/** Returns the lines about the requests of a tool, and about where its result goes. */
export function consequences({ count, mayBeMore, origins }: Requests, language: Language): string[] {
  const { l10n } = language;
  const hosts = enumeration(language, origins);
  return [
    count === 0
      ? l10n.t('It uses what is loaded or remembered on this machine, and sends no request.')
      : mayBeMore
        ? isOne(language, count)
          ? l10n.t(
              'It sends about {0} GET request to {1}, and more for the projects or clusters that it lists.',
              number(language, count),
              hosts,
            )
          : l10n.t(
              'It sends about {0} GET requests to {1}, and more for the projects or clusters that they list.',
              number(language, count),
              hosts,
            )
        : isOne(language, count)
          ? l10n.t('It sends about {0} GET request to {1}.', number(language, count), hosts)
          : l10n.t('It sends about {0} GET requests to {1}.', number(language, count), hosts),
    l10n.t(
      'Everything in the result, such as names, IDs, role ARNs and reasons of failures, goes to the language model that you chose. Keys don’t.',
    ),
  ];
}

/** Returns the text about the project that a tool is limited to. */
export function scopeText(sources: Sources, projectId: string | undefined): string {
  const { l10n } = sources.language;
  if (projectId === undefined) {
    return l10n.t('In all projects of your credentials.');
  }
  const [known] = knownProjects(sources, projectId);
  return known === undefined
    ? l10n.t('In the project with the ID {0}.', projectId)
    : l10n.t('In the project {0} ({1}).', visibleText(known.node.project.name), projectId);
}
