import type { AtlasClient } from '../atlas/client';
import { isCredentialCode, isMissingRole } from '../atlas/apiError';
import { ApiError } from '../atlas/errors';
import type { ExportBucket, Project } from '../atlas/models';
import { PagedList, type PageRequest } from '../atlas/pagedList';
import type { Credential } from '../credentials/credential';
import { arrange, type Arrangement } from './arrangement';
import {
  credentialNode,
  credentialOf,
  exportBucketNode,
  messageNode,
  projectNode,
  type CredentialNode,
  type ExportBucketNode,
  type ParentNode,
  type ProjectNode,
  type TreeNode,
} from './nodes';

/** The list below one row: what has been asked for so far, and what is to be said about it. */
export interface Branch {
  readonly list: Pick<
    PagedList<Project | ExportBucket>,
    Exclude<keyof PagedList<unknown>, typeof Symbol.asyncIterator>
  >;
  /** Export buckets that were found by ID before the page came that they are on; a complete list knows better. */
  readonly found: ExportBucket[];
  /** A row for each item of the list so far, in the server's order; then those that Atlas has not listed. */
  rows(): readonly (ProjectNode | ExportBucketNode)[];
  /** The credential that the list is seen through, as its rows have it. */
  readonly credential: Credential;
  /** Has the rows say another name of their credential. */
  renamed(credential: Credential): void;
  /** Whether several of these rows have this name. */
  isAmbiguous(name: string): boolean;
  /** Items of a page; stays the same as long as the list lives, or pages would shift. */
  readonly pageSize: number;
  /** When a rate limited list is requested again by itself, in milliseconds of `performance.now()`. */
  retryAt: number | undefined;
  /** How often in a row Atlas has refused for too many requests. */
  refusals: number;
  /** The failure that was noted last: several may have waited for one request. */
  noted: Error | undefined;
  /** Whether the list is to be asked for anew before it is shown again. */
  isStale: boolean;
  /** Why the list could not be asked for anew; its rows are those from before. */
  staleBecause: Error | undefined;
}

/** What is wrong with a list, whether it has rows or not. */
export function failureOf({ list, staleBecause }: Branch): Error | undefined {
  return staleBecause ?? list.failure;
}

/** What a row says beyond its own data. */
export interface RowState {
  /** The list below a credential or project; for any other row, the list that it is in. */
  readonly branch: Branch | undefined;
  /** Whether a sibling that is loaded has the same name. */
  readonly ambiguous: boolean;
  /** How the list is shown that the row is in. */
  readonly arrangement: Arrangement;
  /** Of a credential: whether something about it is to be mended. */
  readonly needsAttention: boolean;
  /** Milliseconds of `performance.now()`. */
  readonly now: number;
  /** A day in UTC, in words of the person's language. */
  readonly longDate: (date: Date) => string;
}

/**
 * A new list of projects, or of a project's export buckets; nothing is asked for yet.
 * @param remembered the projects that are shown although Atlas may not list them
 */
export function createBranch(
  parent: ParentNode,
  client: () => Promise<Pick<AtlasClient, 'listProjects' | 'listExportBuckets'>>,
  pageSize: number,
  pages: number,
  remembered: () => readonly Project[],
): Branch {
  const request = (pageNum: number, signal: AbortSignal, page: PageRequest) => ({
    includeCount: true,
    pageNum,
    signal,
    ...page,
  });
  return parent.kind === 'credential'
    ? branchOver<CredentialNode, Project>(
        parent,
        (_root, credential) => credentialNode(credential),
        new PagedList<Project>({
          fetchPage: async (...page) => (await client()).listProjects(request(...page)),
          idOf: ({ id }) => id,
          pageSize,
          pages,
        }),
        pageSize,
        (root, project) => projectNode(root, project),
        ({ name }) => name,
        (root) => remembered().map((project) => projectNode(root, project, 'person')),
      )
    : branchOver<ProjectNode, ExportBucket>(
        parent,
        ({ project, namedBy }, credential) => projectNode(credentialNode(credential), project, namedBy),
        new PagedList<ExportBucket>({
          fetchPage: async (...page) => (await client()).listExportBuckets(parent.project.id, request(...page)),
          idOf: ({ _id }) => _id,
          pageSize,
          pages,
        }),
        pageSize,
        exportBucketNode,
        ({ bucketName }) => bucketName,
        (project, found) => found.map((bucket) => exportBucketNode(project, bucket)),
      );
}

function branchOver<P extends ParentNode, T extends Project | ExportBucket>(
  first: P,
  seenThrough: (parent: P, credential: Credential) => P,
  list: PagedList<T>,
  pageSize: number,
  rowOf: (parent: P, item: T) => ProjectNode | ExportBucketNode,
  nameOf: (item: T) => string,
  othersOf: (parent: P, found: readonly ExportBucket[]) => readonly (ProjectNode | ExportBucketNode)[],
): Branch {
  let parent = first;
  const rows: (ProjectNode | ExportBucketNode)[] = [];
  const listed = new Set<string>();
  const found: ExportBucket[] = [];
  const names = new Map<string, number>();
  return {
    list,
    found,
    rows() {
      for (const item of list.items.slice(rows.length)) {
        const row = rowOf(parent, item);
        rows.push(row);
        listed.add(row.id);
        names.set(nameOf(item), (names.get(nameOf(item)) ?? 0) + 1);
      }
      return [...rows, ...othersOf(parent, list.isComplete ? [] : found).filter(({ id }) => !listed.has(id))];
    },
    get credential() {
      return credentialOf(parent);
    },
    renamed(credential) {
      parent = seenThrough(parent, credential);
      rows.splice(0, rows.length, ...list.items.slice(0, rows.length).map((item) => rowOf(parent, item)));
    },
    isAmbiguous: (name) => (names.get(name) ?? 0) > 1,
    pageSize,
    retryAt: undefined,
    refusals: 0,
    noted: undefined,
    isStale: false,
    staleBecause: undefined,
  };
}

/** The rows of a list, and what is to be said about it in rows of its own. */
export function childrenOf(parent: ParentNode, branch: Branch, arrangement: Arrangement): TreeNode[] {
  const { list } = branch;
  const rows = branch.rows();
  const children: TreeNode[] = arrange(rows, arrangement);
  if (children.length < rows.length) {
    children.push(messageNode('filtered', parent));
  }
  if (list.unreadable > 0) {
    children.push(messageNode('unreadable', parent));
  }
  if (failureOf(branch) !== undefined) {
    children.push(messageNode('failure', parent));
  } else if (!list.isComplete) {
    children.push(messageNode('loadMore', parent));
  } else if (children.length === 0) {
    children.push(messageNode('empty', parent));
  }
  return children;
}

const FIRST_WAIT = 10;
const LONGEST_WAIT = 300;

/**
 * Notes what the last request of a list came to: a list that Atlas refused for too many requests is asked for again by
 * itself.
 * @returns the failure, if it is one that was not noted before
 */
export function noteOutcome(branch: Branch, now: number): Error | undefined {
  const failure = failureOf(branch);
  if (failure === branch.noted) {
    return undefined;
  }
  branch.noted = failure;
  if (failure instanceof ApiError && failure.status === 429) {
    // MongoDB's advice where no wait is named: ten seconds, then twice as long each time. A wait that is named and does
    // not help, such as 0 seconds, grows as well.
    const first = failure.retryAfter === undefined ? FIRST_WAIT : 1;
    const seconds = Math.min(first * 2 ** branch.refusals, LONGEST_WAIT);
    branch.retryAt = now + Math.max(seconds, failure.retryAfter ?? 0) * 1000;
    branch.refusals += 1;
  } else {
    branch.retryAt = undefined;
    branch.refusals = 0;
  }
  return failure;
}

/** Whether Atlas does not accept the key or token itself, whatever it is asked for. */
export function isRefusedKey(failure: Error | undefined): boolean {
  return failure instanceof ApiError && failure.status === 401 && isCredentialCode(failure.errorCode);
}

/** Whether a role granted meanwhile could change what the list shows: a token carries the roles of its birth. */
export function mayLackRole(branch: Branch): boolean {
  const failure = failureOf(branch);
  return failure === undefined ? branch.list.isComplete && branch.list.items.length === 0 : isMissingRole(failure);
}
