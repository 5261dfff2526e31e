import { findingsIn } from '../../../src/files/findings';
import { ScannedFile } from '../../../src/files/scannedFile';
import { assertGrowth } from './processorTime';
import { SHOP, ABSENT, knownOf, terraform, literal } from './projectSupport';

const idOf = (first: string, number: number): string => first + number.toString(16).padStart(23, '0');
const operator = (kind: string, spec: string): string =>
  `---\napiVersion: atlas.mongodb.com/v1\nkind: ${kind}\nmetadata: {name: a}\nspec:\n${spec}`;

describe('A hostile file', () => {
  const pieces = [
    terraform(literal(SHOP), ABSENT),
    'resource "mongodbatlas_cloud_backup_schedule" "a" {\n cluster_name = 1\n',
    'resource "mongodbatlas_x" "a" {\n iam_role_id = "arn:aws:iam::1:role/a"\n',
    'Type: MongoDB::Atlas::CloudBackupSchedule\n',
    '- kind: AtlasBackupSchedule\n  apiVersion: atlas.mongodb.com/v1\n  spec:\n    policy:\n      name: a\n',
    '---\napiVersion: atlas.mongodb.com/v1\nkind: AtlasBackupSchedule\nspec:\n  policy:\n    name: a\n  export:\n    frequencyType: daily\n',
    '{"Type":"MongoDB::Atlas::CloudBackupSchedule","Properties":{"ClusterName":"a",',
    'project_id group_id ',
    `atlas = { project_id = "${SHOP}", export_bucket_id = "${ABSENT}", x = [`,
    `"${ABSENT}".exportBucketId(`,
  ];
  const others: Readonly<Record<string, (count: number) => string>> = {
    'role IDs beside many values in JSON': (count) =>
      `{${'"r":{"iamRoleId":"arn:aws:iam::1:role/a"},'.repeat(count)}${'"k":1,'.repeat(6 * count)}"z":1}`,
    'role IDs beside many values in YAML': (count) =>
      `${'a:\n  iamRoleId: arn:aws:iam::1:role/a\n'.repeat(count)}${'k: 1\n'.repeat(6 * count)}`,
    'role IDs in calls': (count) =>
      `f(iam_role_id="arn:aws:iam::1:role/a",${'x=g(iam_role_id="arn:aws:iam::1:role/a"),k=1,k=1,k=1,'.repeat(count)})`,
    'projects in one block': (count) =>
      `{${Array.from({ length: count }, (_, index) => `"projectId":"${idOf('c', index)}","exportBucketId":"${idOf('b', index)}",`).join('')}}`,
    'schedules with the same policy': (count) =>
      `${operator('AtlasBackupSchedule', '  policy: {name: a}\n  export: {frequencyType: daily}\n').repeat(count)}${operator(
        'AtlasBackupPolicy',
        '  items: []\n',
      )}${'a: {}\n'.repeat(6 * count)}`,
    'policies of the same name': (count) =>
      `${operator('AtlasBackupSchedule', '  policy: {name: a}\n  export: {frequencyType: daily}\n').repeat(count)}${operator(
        'AtlasBackupPolicy',
        '  items: []\n',
      ).repeat(count)}`,
  };
  for (const [name, text] of Object.entries(others)) {
    it(`has its findings read in linear time: many ${name}`, async function () {
      this.timeout(120_000);
      const known = await knownOf();
      for (const syntax of ['hcl', 'json', 'code', 'python', 'yaml'] as const) {
        const read = (count: number) => () => {
          findingsIn(new ScannedFile(`atlas:\n${text(count)}`, syntax), known);
        };
        // Quadratic time would be 100 times as long.
        assertGrowth(syntax, { work: read(4000), part: read(400), most: 40, enough: 1000 });
      }
    });
  }

  for (const piece of pieces) {
    it(`has its findings read in linear time: ${JSON.stringify(piece.slice(0, 50))} many times`, async function () {
      this.timeout(120_000);
      const known = await knownOf();
      for (const syntax of ['hcl', 'json', 'code', 'yaml', 'shell'] as const) {
        const read = (length: number) => () => {
          findingsIn(new ScannedFile(`atlas\n${piece.repeat(length / piece.length)}`, syntax), known);
        };
        // Quadratic time would be 256 times as long.
        assertGrowth(syntax, { work: read(640_000), part: read(40_000), most: 100, enough: 1500 });
      }
    });
  }
});
