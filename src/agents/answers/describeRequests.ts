import type { Project } from '../../atlas/models';
import { isCurrent } from '../../model/loadedList';
import { NO_REQUESTS, requestsFor, requestsForProjects, requestsTo, sumOf, type Requests } from './confirmation';
import { loadedBucket } from './loadedBucket';
import { knownLists, knownProjects, needsRequest, type KnownLists, type Sources } from './sources';
import type { DescribeInput } from './toolInput';

/** Returns the requests that a description may send. */
export function requestsToDescribe(read: DescribeInput, sources: Sources): Requests {
  const loaded = loadedBucket(sources, read);
  if (loaded !== undefined) {
    const { project, parent } = loaded.node.parent;
    return read.readMissing && loaded.isOutdated
      ? fromProject(project.id, read, sources)
      : requestsTo([parent.credential.origin], detailsOf(read, project));
  }
  if (!read.readMissing) {
    return NO_REQUESTS;
  }
  return read.projectId === undefined ? fromAllProjects(read, sources) : fromProject(read.projectId, read, sources);
}

/** Returns the requests for an export bucket of one project, and for what belongs to it. */
function fromProject(projectId: string, read: DescribeInput, sources: Sources): Requests {
  const known = knownProjects(sources, projectId);
  const [first] = known;
  const lists = first === undefined ? requestsForProjects(sources) : NO_REQUESTS;
  if (first === undefined && lists.count === 0) {
    // All lists of projects are loaded, and none has the project.
    return NO_REQUESTS;
  }
  // If the first credential can't load the export bucket, the next one that has the project is used.
  const origins = first === undefined ? lists.origins : known.map(({ node }) => node.parent.credential.origin);
  const { count, mayBeMore } = detailsOf(read, first?.node.project);
  return sumOf([lists, requestsTo(origins, { count: 1 + count, mayBeMore })]);
}

/** Returns the requests for an export bucket of any project, and for what belongs to it. */
function fromAllProjects(read: DescribeInput, sources: Sources): Requests {
  const searches = knownLists(sources).map((lists) => searchOf(lists, read.exportBucketId));
  const origins = searches.filter(({ mayFind }) => mayFind).flatMap(({ requests }) => requests.origins);
  return sumOf([
    ...searches.map(({ requests }) => requests),
    ...(origins.length === 0 ? [] : [requestsTo(origins, detailsOf(read))]),
  ]);
}

/** Returns what the search for an ID with one credential sends, and whether it may find an export bucket. */
function searchOf(
  { root: { credential }, list, projects }: KnownLists,
  id: string,
): { readonly requests: Requests; readonly mayFind: boolean } {
  const lists = requestsFor(list, credential);
  if (projects.some(({ node }) => node.project.id === id)) {
    return { requests: lists, mayFind: false };
  }
  const incomplete = projects.filter((project) => project.list === undefined || !isCurrent(project.list)).length;
  const hasMore = needsRequest(list);
  // One more request, because the ID may be that of a project.
  const search = requestsTo([credential.origin], { count: 1 + incomplete, mayBeMore: hasMore });
  return { requests: sumOf([lists, search]), mayFind: incomplete > 0 || hasMore };
}

/** Returns the requests for the role and the use of an export bucket. More may follow if its clusters aren't counted. */
function detailsOf({ role, usedBy }: DescribeInput, project?: Project): Omit<Requests, 'origins'> {
  const ofClusters = 1 + 2 * (project?.clusterCount ?? 0);
  return {
    count: Number(role) + (usedBy ? ofClusters : 0),
    mayBeMore: usedBy && project?.clusterCount === undefined,
  };
}
