import { cluster } from './clusters';
import { addAlerts } from './exportFindings';
import { SAMPLE_CREDENTIALS } from './sampleWorld';
import { World } from './world';

/**
 * Returns a world with one organization and many projects, which the first two sample credentials can read. All clusters
 * export daily, and the export jobs are readable too.
 */
export function largeWorld(projects: number, bucketsOfEach: number, clustersOfEach = 0): World {
  const world = new World();
  const { apiKey, serviceAccount } = SAMPLE_CREDENTIALS;
  const { id } = world.addOrganization('Contoso Everything', apiKey.organizationId);
  for (const credential of [apiKey, serviceAccount]) {
    world.addCredential(credential);
    world.setRole(credential.id, id, 'ORG_READ_ONLY');
  }
  for (let number = 1; number <= projects; number += 1) {
    const name = `project-${String(number).padStart(4, '0')}`;
    const project = world.addProject(id, name);
    world.addMany(project.id, bucketsOfEach, `${name}-exports`);
    if (clustersOfEach > 0) {
      addAlerts(world, project);
      [apiKey, serviceAccount].forEach((credential) => {
        world.setRole(credential.id, project.id, 'GROUP_BACKUP_MANAGER');
      });
    }
    for (let index = 0; index < clustersOfEach; index += 1) {
      const exportTo = project.exportBuckets[0]?._id;
      project.clusters.push(cluster(world, `cluster${index}`, { exportTo, frequency: 'daily' }));
    }
  }
  return world;
}
