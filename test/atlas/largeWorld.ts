import { SAMPLE_CREDENTIALS } from './sampleWorld';
import { World } from './world';

/** Returns a world with one organization and many projects, which the first two sample credentials can read. */
export function largeWorld(projects: number, bucketsOfEach: number): World {
  const world = new World();
  const { apiKey, serviceAccount } = SAMPLE_CREDENTIALS;
  const { id } = world.addOrganization('Contoso Everything', apiKey.organizationId);
  for (const credential of [apiKey, serviceAccount]) {
    world.addCredential(credential);
    world.setRole(credential.id, id, 'ORG_READ_ONLY');
  }
  for (let number = 1; number <= projects; number += 1) {
    const name = `project-${String(number).padStart(4, '0')}`;
    world.addMany(world.addProject(id, name).id, bucketsOfEach, `${name}-exports`);
  }
  return world;
}
