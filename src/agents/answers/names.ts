import type { Project } from '../../atlas/models';
import type { CredentialNode } from '../../model/nodes';
import { shownName } from '../../text/invisible';
import type { Sources } from './sources';

/** Where something is. The credential is named only if there are several. Contains no ID of a credential or a key. */
export interface Names {
  readonly projectId?: string;
  readonly project?: string;
  readonly credential?: string;
  readonly baseUrl?: string;
}

/** Returns the names of a project and its credential. */
export function namesOf({ credentials }: Pick<Sources, 'credentials'>, root: CredentialNode, project?: Project): Names {
  const { name, origin } = root.credential;
  return {
    ...(project !== undefined && { projectId: project.id, project: shownName(project.name) }),
    ...(credentials().length > 1 && { credential: shownName(name), baseUrl: origin }),
  };
}
