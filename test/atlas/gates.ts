import { Refusal, type ApiRequest } from './responses';
import type { Route } from './routes';
import type { Organization, Project, World } from './world';

export const OBJECT_ID = /^[a-f0-9]{24}$/;

/** Returns the versions of the requested method. Every method other than GET is a violation. */
export function versionsFor({ method, headers, body, report }: ApiRequest, route: Route) {
  if (method === 'GET') {
    if (body !== '') {
      report('GET with a body');
    }
    return route.versions;
  }
  report('write method');
  const versions = route.writes?.[method];
  if (versions === undefined) {
    const allow = ['GET', ...Object.keys(route.writes ?? {})].join(', ');
    const fields = { errorCode: 'UNEXPECTED_ERROR', detail: 'HTTP 405 Method Not Allowed', parameters: null };
    throw new Refusal(405, fields, { headers: { Allow: allow }, early: true });
  }
  const type = headers['content-type'] ?? '';
  if (method !== 'DELETE' && !/^application\/(?:json|vnd\.atlas\.\d{4}-\d{2}-\d{2}\+json)\s*(?:;|$)/i.test(type)) {
    const fields = { errorCode: 'UNEXPECTED_ERROR', detail: 'HTTP 415 Unsupported Media Type', parameters: null };
    throw new Refusal(415, fields, { early: true });
  }
  return versions;
}

/**
 * Returns the organization or project in the path.
 * @throws Refusal 404 if it doesn't exist
 */
export function targetOf(world: World, path: Readonly<Record<string, string>>, fault: (refusal: Refusal) => Refusal) {
  const { orgId, groupId } = path;
  const organization = orgId === undefined ? undefined : world.organization(orgId);
  const project = groupId === undefined ? undefined : world.project(groupId);
  if (orgId !== undefined && organization === undefined) {
    throw noTarget('organization', 'ORG', orgId, fault);
  }
  if (groupId !== undefined && project === undefined) {
    throw noTarget('group', 'GROUP', groupId, fault);
  }
  return { organization, project };
}

function noTarget(kind: string, code: string, id: string, fault: (refusal: Refusal) => Refusal): Refusal {
  const refusal = (errorCode: string, detail: string): Refusal =>
    new Refusal(404, { errorCode, detail, parameters: [id] }, { early: true });
  return OBJECT_ID.test(id)
    ? refusal(`${code}_NOT_FOUND`, `No ${kind} with ID ${id} exists.`)
    : fault(refusal(`INVALID_${code}_ID`, `An invalid ${kind} ID ${id} was specified.`));
}

/**
 * Checks that the credential has the required role.
 * @throws Refusal 401, the status that Atlas also uses for missing roles
 */
export function checkRole(
  world: World,
  method: string,
  route: Route,
  credentialId: string,
  target: Project | Organization | undefined,
): void {
  if (target === undefined) {
    return;
  }
  const roles = world.rolesOn(credentialId, target.id);
  const isProject = 'organizationId' in target;
  if (isProject ? !world.sees(credentialId, target) : roles.size === 0) {
    throw isProject
      ? new Refusal(401, {
          errorCode: 'NOT_IN_GROUP',
          detail: 'The current user is not in the group, or the group does not exist.',
        })
      : new Refusal(401, {
          errorCode: 'USER_CANNOT_ACCESS_ORG',
          detail: 'The current user does not have access to the organization.',
        });
  }
  const isEnough =
    route.role === undefined || route.role === 'ORG_MEMBER' || roles.has(route.role) || roles.has('GROUP_OWNER');
  if (method !== 'GET' || !isEnough) {
    throw new Refusal(401, {
      errorCode: 'USER_UNAUTHORIZED',
      detail: 'Current user is not authorized to perform this action.',
    });
  }
}
