import { KeptProjectSchema, type Project } from '../atlas/models';
import type { Memento } from '../credentials/memento';
import { PerCredential } from './perCredential';

/**
 * Projects that the user added by ID, for credentials that can read a project but can't list projects. They are deleted
 * with their credential.
 */
export type AddedProjects = PerCredential<Project>;

/** Returns the added projects that are stored in `globalState`. */
export function addedProjects(state: Memento): AddedProjects {
  return new PerCredential(state, 'projects/', KeptProjectSchema, ({ id }) => id);
}
