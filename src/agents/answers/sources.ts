import type { AtlasClient } from '../../atlas/client';
import type { Credential } from '../../credentials/credential';
import { candidatesIn, type ListedProject } from '../../find/candidates';
import { notLoadedOf, rememberedCandidates, type RememberedCandidate } from '../../find/rememberedCandidates';
import type { FoundById } from '../../model/findById';
import type { LoadAllResult, Scope } from '../../model/loadAll';
import { isCurrent, isOutdated, type LoadedList } from '../../model/loadedList';
import { credentialNode, messageNode, type CredentialNode, type ExportBucketNode } from '../../model/nodes';
import type { RememberedCredential } from '../../model/remembered/rememberedLists';
import type { Language } from '../../text/language';

/** What the tools read and load. Reading sends no request; loading requires that the input allows it. */
export interface Sources {
  readonly language: Language;
  readonly credentials: () => readonly Credential[];
  /** Returns the list of the projects of a credential; undefined if it was not requested. */
  readonly listOf: (root: CredentialNode) => LoadedList | undefined;
  readonly projectsOf: (root: CredentialNode) => readonly ListedProject[];
  /** Returns what is remembered on this machine of lists that were loaded before. */
  readonly remembered: () => Promise<readonly RememberedCredential[]>;
  readonly clientOf: (credential: Credential) => Promise<AtlasClient>;
  readonly loadAll: (scopes: readonly Scope[], signal: AbortSignal) => Promise<LoadAllResult>;
  readonly findById: (id: string, signal: AbortSignal) => Promise<FoundById>;
  readonly keepFound: (node: ExportBucketNode) => void;
  /** Returns the time in milliseconds since 1970. */
  readonly now: () => number;
}

/** The lists of one credential, as far as they are in memory. */
export interface KnownLists {
  readonly root: CredentialNode;
  readonly list: LoadedList | undefined;
  readonly projects: readonly ListedProject[];
}

/** Returns the lists in memory, for one project or for all. */
export function knownLists({ credentials, listOf, projectsOf }: Sources, projectId?: string): KnownLists[] {
  return credentials().map((credential) => {
    const root = credentialNode(credential);
    const projects = projectsOf(root).filter(({ node }) => projectId === undefined || node.project.id === projectId);
    return { root, list: listOf(root), projects };
  });
}

/** Returns the remembered export buckets that are not in memory. Any of them may have changed, or no longer exist. */
export async function rememberedBuckets(sources: Sources, projectId?: string): Promise<RememberedCandidate[]> {
  const known = knownLists(sources);
  const projects = known.flatMap((lists) => lists.projects);
  const all = rememberedCandidates(
    await sources.remembered(),
    known.map(({ root }) => root),
  );
  const loaded = candidatesIn(projects);
  return notLoadedOf(all, { loaded, projects, listOf: (root) => sources.listOf(root) }).filter(
    ({ node }) => projectId === undefined || node.parent.project.id === projectId,
  );
}

/** Returns the rows of a project, one for each credential that has it. */
export function knownProjects(sources: Sources, projectId: string): ListedProject[] {
  return knownLists(sources, projectId).flatMap(({ projects }) => projects);
}

/** Loads the lists of projects, without their export buckets. */
export async function loadProjects(sources: Sources, signal: AbortSignal): Promise<void> {
  const missing = knownLists(sources).filter(({ list }) => needsRequest(list));
  await sources.loadAll(
    missing.map(({ root }) => messageNode('loadMore', root)),
    signal,
  );
}

/** Returns the rows of a project. Loads the lists of projects if none of them has it. */
export async function loadProject(sources: Sources, projectId: string, signal: AbortSignal): Promise<ListedProject[]> {
  if (knownProjects(sources, projectId).length === 0) {
    await loadProjects(sources, signal);
  }
  return knownProjects(sources, projectId);
}

/**
 * Loads the missing export buckets of one project or of all. If several credentials have the project, the next one is
 * used only if the one before can't load it.
 */
export async function loadMissing(sources: Sources, projectId: string | undefined, signal: AbortSignal): Promise<void> {
  if (projectId === undefined) {
    await sources.loadAll(
      knownLists(sources).map(({ root }) => root),
      signal,
    );
    return;
  }
  for (const { node, list } of await loadProject(sources, projectId, signal)) {
    if (list === undefined || !isCurrent(list)) {
      await sources.loadAll([node], signal);
    }
    const loaded = knownProjects(sources, projectId).find((known) => known.node.id === node.id)?.list;
    if (loaded !== undefined && isCurrent(loaded)) {
      return;
    }
  }
}

/** Returns whether loading the rest of a list sends a request. */
export function needsRequest(list: LoadedList | undefined): boolean {
  return list === undefined || !list.pages.isComplete || isOutdated(list);
}
