import type { AtlasClient } from '../atlas/client';
import { isAbort } from '../atlas/errors';
import { CredentialError } from '../credentials/credential';
import type { BucketFindings } from '../details/bucketFindings';
import { findRole, isBroken } from '../exports/health/roleFinding';
import type { Snapshot, SnapshotProject } from './snapshot';

/** Returns the projects with export buckets whose roles haven't been checked. Each takes one request. */
export function projectsToCheck({ projects, findings }: Snapshot): SnapshotProject[] {
  return projects.filter(({ buckets }) => buckets.some(({ _id }) => findings.of(_id).hasBrokenRole === undefined));
}

export interface CheckRolesOptions {
  readonly clientOf: (credentialId: string) => Promise<Pick<AtlasClient, 'listCloudProviderAccess'>>;
  readonly findings: Pick<BucketFindings, 'recorder'>;
  readonly signal: AbortSignal;
  /** Called with the number of projects whose request has ended. */
  readonly onProgress: (done: number) => void;
}

/** Why the roles of a project could not be loaded. */
export interface RoleFailure {
  readonly project: SnapshotProject;
  readonly error: unknown;
  /** Returns whether the project was not refreshed since. */
  readonly isCurrent: () => boolean;
}

/**
 * Loads the roles of some projects in the background, and records which export buckets have a broken one.
 * @returns the projects that failed
 * @throws the AbortError of `signal`
 */
export async function checkRoles(
  projects: readonly SnapshotProject[],
  { clientOf, findings, signal, onProgress }: CheckRolesOptions,
): Promise<RoleFailure[]> {
  let done = 0;
  const failures = await Promise.all(
    projects.map(async (project): Promise<RoleFailure[]> => {
      const { record, isCurrent } = findings.recorder({
        credentialId: project.credentialId,
        projectId: project.project.id,
      });
      try {
        const client = await clientOf(project.credentialId);
        const request = { signal, priority: { isBackground: true } };
        const access = await client.listCloudProviderAccess(project.project.id, request);
        project.buckets.forEach((bucket) => {
          record(bucket._id, { hasBrokenRole: isBroken(findRole(bucket, access)) });
        });
        return [];
      } catch (error) {
        if (isAbort(error) && signal.aborted) {
          throw error;
        }
        // Requests are also aborted if their credential changes.
        return [{ project, error: isAbort(error) ? new CredentialError('changed') : error, isCurrent }];
      } finally {
        // The first aborted request ends the check while others are still ending.
        if (!signal.aborted) {
          done += 1;
          onProgress(done);
        }
      }
    }),
  );
  return failures.flat();
}
