import { importBlocks, importObstacle, providerHint, withBlockNames } from '../references/terraform';
import type { ReferenceSubject } from '../references/reference';
import { withCodes } from '../text/invisible';
import { notesOf, type Inventory } from './inventory';

const HEADER = [
  'For Terraform 1.5 or newer, with the provider mongodb/mongodbatlas.',
  'Run "terraform plan" to see what will be imported.',
];

/** Export buckets whose blocks are written at once, so that other work doesn't wait long. */
const BLOCKS_AT_ONCE = 50;

/**
 * Writes an `import` and a `resource` block for each export bucket, with unique names. Comments say what Terraform can't
 * manage and is left out, and then what is missing from the list.
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export function* writeTerraform(inventory: Inventory): Generator<string, void, undefined> {
  yield HEADER.map(comment).join('');
  const all = inventory.projects.flatMap(({ project, origin, buckets }) =>
    buckets.map((bucket) => ({ bucket, project, projectId: project.id, origin })),
  );
  const subjects = withBlockNames(all.filter((subject) => importObstacle(subject) === undefined));
  for (const origin of new Set(subjects.map((subject) => subject.origin))) {
    const hint = providerHint({ origin });
    yield hint.length === 0 ? '' : `\n${hint.join('\n')}`;
    let project: string | undefined;
    let text = '';
    for (const [index, subject] of subjects.filter((one) => one.origin === origin).entries()) {
      if (subject.projectId !== project) {
        project = subject.projectId;
        text += `\n${comment(`Project ${subject.project.name} (${project})`)}`;
      }
      text += `\n${importBlocks(subject) ?? ''}\n`;
      if (index % BLOCKS_AT_ONCE === BLOCKS_AT_ONCE - 1) {
        yield text;
        text = '';
      }
    }
    yield text;
  }
  const notes = [...leftOut(all), ...notesOf(inventory)];
  yield notes.length === 0 ? '' : `\n${notes.map(comment).join('')}`;
}

/** Returns how many export buckets were left out for each reason. Like the headings, the same in every language. */
function leftOut(subjects: readonly ReferenceSubject[]): string[] {
  const counts = new Map<string, number>();
  for (const subject of subjects) {
    const obstacle = importObstacle(subject);
    if (obstacle !== undefined) {
      const reason =
        obstacle === 'attribute'
          ? 'without a role ID or service URL'
          : `of ${subject.bucket.cloudProvider}, which the provider doesn't support`;
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  }
  return [...counts].map(([reason, count]) => `Left out: ${count} export bucket${count === 1 ? '' : 's'} ${reason}.`);
}

/** Returns one line, whatever the text contains. */
function comment(text: string): string {
  return `# ${withCodes(text)}\n`;
}
