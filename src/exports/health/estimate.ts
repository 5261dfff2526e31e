import { clustersOf, mayExport, mayHaveEvents, type Known, type ProjectExports } from './projectExports';

/** The requests of a check and their time, before it starts. */
export interface Estimate {
  readonly requests: number;
  readonly seconds: number;
}

/** Requests that a project with clusters needs beside those of each cluster: clusters, buckets, roles, events, alerts. */
const PER_PROJECT = 5;
/** Requests per cluster: its schedule and its export jobs. */
const PER_CLUSTER = 2;
/** Clusters of a project whose number isn't known. */
const USUAL_CLUSTERS = 3;
/** Typical seconds of one request, divided by the number of background requests that run at the same time. */
const SECONDS_PER_REQUEST = 0.25 / 8;

/** Estimates the most requests that it takes to load what is missing of some projects. One without clusters takes none. */
export function estimate(projects: readonly ProjectExports[]): Estimate {
  const requests = projects.reduce((sum, project) => sum + missingRequests(project), 0);
  return { requests, seconds: Math.max(1, Math.ceil(requests * SECONDS_PER_REQUEST)) };
}

function missingRequests(project: ProjectExports): number {
  if (project.clusters.kind !== 'loaded') {
    const { clusterCount = USUAL_CLUSTERS } = project.project;
    return clusterCount === 0 ? 0 : PER_PROJECT + PER_CLUSTER * clusterCount;
  }
  const clusters = clustersOf(project);
  // Without its schedule, a cluster may export.
  const exporting = clusters.filter((cluster) => isMissing(cluster.schedule) || mayExport(cluster));
  const lists = exporting.length > 0 ? [project.access, project.alerts] : [];
  const events = mayHaveEvents(project) ? [project.events] : [];
  const buckets = clusters.length > 0 ? [project.buckets] : [];
  const responses: readonly Known<unknown>[] = [
    ...clusters.map(({ schedule }) => schedule),
    ...exporting.map(({ jobs }) => jobs),
    ...lists,
    ...events,
    ...buckets,
  ];
  return responses.filter(isMissing).length;
}

/** Returns whether a request may load a response. It doesn't if the credential lacks the role. */
function isMissing({ kind }: Known<unknown>): boolean {
  return kind === 'pending' || kind === 'failed';
}
