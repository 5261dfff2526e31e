/** A project as a credential sees it. */
export interface ProjectKey {
  readonly credentialId: string;
  readonly projectId: string;
}
