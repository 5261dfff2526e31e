import type { Project } from '../../atlas/models';

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

/** Estimates the most requests that a check of some projects takes. A project without clusters takes none. */
export function estimate(projects: readonly Pick<Project, 'clusterCount'>[]): Estimate {
  const requests = projects.reduce(
    (sum, { clusterCount = USUAL_CLUSTERS }) =>
      sum + (clusterCount === 0 ? 0 : PER_PROJECT + PER_CLUSTER * clusterCount),
    0,
  );
  return { requests, seconds: Math.max(1, Math.ceil(requests * SECONDS_PER_REQUEST)) };
}
