import { RememberedFiles } from '../../src/model/remembered/files';
import { RememberedLists } from '../../src/model/remembered/rememberedLists';
import type { Credential } from '../../src/credentials/credential';

/** The organization of the goal: most projects have a few export buckets, and some have hundreds. */
const PROJECTS = 250;
export const BUCKETS = 6460;

export const CREDENTIAL: Credential = {
  id: 'benchmark',
  name: 'Contoso',
  origin: 'https://cloud.mongodb.com',
  method: 'apiKey',
  keyId: 'zmmrboas',
  source: 'stored',
};

/** Returns the remembered lists in a folder, as a new window opens them. */
export function openRemembered(folder: string): RememberedLists {
  return new RememberedLists({
    files: new RememberedFiles(folder, (file, problem) => {
      throw new Error(`${file} is ${problem}`);
    }),
    credentials: { list: () => [CREDENTIAL], find: () => CREDENTIAL },
    listOf: () => undefined,
    unlistedProjects: () => [],
    isOn: () => true,
    report: () => undefined,
  });
}

/** Writes the file of a credential with 250 projects and 6,460 export buckets. */
export async function writeRemembered(folder: string): Promise<void> {
  const files = new RememberedFiles(folder, () => undefined);
  await files.clear();
  const readAt = Math.floor(Date.now() / 1000) - 86_400;
  const changes = Array.from({ length: PROJECTS }, (_, number) => {
    const name = `project-${String(number).padStart(4, '0')}`;
    const start = Math.floor((number * BUCKETS) / PROJECTS);
    const length = Math.floor(((number + 1) * BUCKETS) / PROJECTS) - start;
    const buckets = Array.from({ length }, (_bucket, index) => ({
      id: idOf(start + index),
      name: `${name}-exports-${index}`,
      provider: 'AWS',
      roleId: '60113b99ce5a6a3d72ea7454',
      region: 'eu-central-1',
      readAt,
    }));
    return { kind: 'buckets', project: { id: idOf(0xabc000 + number), name }, buckets, isWhole: true, readAt } as const;
  });
  await files.update(CREDENTIAL, changes, () => true);
}

function idOf(number: number): string {
  return number.toString(16).padStart(24, '6');
}
