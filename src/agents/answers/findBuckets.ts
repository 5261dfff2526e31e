import { throwIfAborted } from '../../atlas/abort';
import { roleIdOf } from '../../atlas/models';
import { candidatesIn, projectsFor, type Candidate } from '../../find/candidates';
import { rank } from '../../find/rank';
import { visibleText } from '../../text/invisible';
import { consequences, NO_REQUESTS, requestsForMissing, scopeText } from './confirmation';
import { namesOf } from './names';
import { missingIn, notRead, oldest, rememberedAt, shown, type NotRead } from './notRead';
import { knownLists, loadMissing, rememberedBuckets, type KnownLists, type Sources } from './sources';
import type { AgentTool } from './tool';
import { FindInput, readInput } from './toolInput';
import { toolResult } from './toolResult';

/** The most projects of which a result says that they match but are not loaded. */
const MOST_PROJECTS = 5;

/** Finds export buckets by name, ID, role ID or project. */
export const findBuckets: AgentTool = {
  confirm: (input, sources) => {
    const { l10n } = sources.language;
    const { query, projectId, readMissing } = readInput(FindInput, input, l10n);
    const requests = readMissing ? requestsForMissing(sources, projectId) : NO_REQUESTS;
    return {
      lines: [
        query.trim() === ''
          ? l10n.t('List export buckets.')
          : l10n.t('Find export buckets that match “{0}”.', visibleText(query)),
        scopeText(sources, projectId),
        ...consequences(requests, sources.language),
      ],
    };
  },
  run: async (input, sources, signal) => {
    const { query, projectId, readMissing, limit } = readInput(FindInput, input, sources.language.l10n);
    if (readMissing) {
      await loadMissing(sources, projectId, signal);
    }
    throwIfAborted(signal);
    const known = knownLists(sources, projectId);
    const loaded = candidatesIn(known.flatMap(({ projects }) => projects));
    const remembered = await rememberedBuckets(sources, projectId);
    const { best, matches } = rank(query, distinct([...loaded, ...remembered]), limit);
    const isFound = rank(query, loaded, 1).matches > 0;
    const missing = [...matchingProjects(query, known, sources), ...missingIn(sources, known, projectId)];
    return toolResult({
      facts: { found: isFound ? 'yes' : missing.length === 0 ? 'no' : 'unknown', isComplete: missing.length === 0 },
      asOf: oldest(known.flatMap(({ list, projects }) => [...projects.map((project) => project.list), list])),
      results: best.map((candidate) => resultOf(candidate, sources)),
      others: matches - best.length,
      notRead: missing,
      nextStep:
        missing.length === 0 || readMissing
          ? undefined
          : 'Export buckets may be missing. To load them, call again with readMissing: true, if possible with a projectId.',
    });
  },
};

/** Returns the projects that match the query but are not loaded, so that the model can load just these. */
function matchingProjects(query: string, known: readonly KnownLists[], sources: Sources): NotRead[] {
  const { l10n } = sources.language;
  const found = projectsFor(
    query,
    known.flatMap(({ projects }) => projects).filter(({ list }) => list?.failure === undefined),
    MOST_PROJECTS,
  );
  return found
    .filter(({ isNotLoaded }) => isNotLoaded)
    .map(({ node }) =>
      notRead(
        l10n.t('The export buckets of a project that matches'),
        l10n.t('Not loaded yet.'),
        namesOf(sources, node.parent, node.project),
      ),
    );
}

/** Removes export buckets that several credentials with the same base URL can access, except for the first. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ node }) => {
    const key = `${node.bucket._id} ${node.parent.parent.credential.origin}`;
    return !seen.has(key) && seen.add(key);
  });
}

function resultOf(candidate: Candidate, sources: Sources): object {
  const { node } = candidate;
  const { _id, bucketName, cloudProvider, region } = node.bucket;
  return {
    exportBucketId: _id,
    bucketName: shown(bucketName),
    cloudProvider: shown(cloudProvider),
    region: shown(region),
    roleId: shown(roleIdOf(node.bucket)),
    ...namesOf(sources, node.parent.parent, node.parent.project),
    ...rememberedAt(candidate),
  };
}
