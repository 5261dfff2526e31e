import assert from 'node:assert/strict';
import { ScannedFile } from '../../../src/files/scannedFile';
import type { Syntax } from '../../../src/files/syntax';

const PROJECT = 'c'.repeat(24);
const BUCKET = 'b'.repeat(24);
const OTHER = 'f'.repeat(24);

/** Returns what a file says that an ID identifies. */
function kindOf(id: string, text: string, syntax: Syntax): string {
  const file = new ScannedFile(text, syntax);
  const found = file.ids.find((each) => each.id === id);
  assert.ok(found, text);
  return file.kindOf(found);
}

const imported = (address: string, id: string): string => `import {\n  to = ${address}\n  id = "${id}"\n}\n`;

/** Files in which an ID without a key of its own is the ID of an export bucket. */
const BUCKETS: readonly (readonly [string, Syntax, string])[] = [
  ['a Terraform import', 'hcl', imported('mongodbatlas_cloud_backup_snapshot_export_bucket.a', `${PROJECT}-${BUCKET}`)],
  [
    'a Terraform import into a module with a key',
    'hcl',
    imported(
      'module.project["a.b"].mongodbatlas_cloud_backup_snapshot_export_bucket.project[0]',
      `${PROJECT}-${BUCKET}`,
    ),
  ],
  [
    'a Terraform import for several buckets',
    'hcl',
    `import {\n  for_each = { a = "${PROJECT}-${BUCKET}" }\n  to = mongodbatlas_cloud_backup_snapshot_export_bucket.a[each.key]\n  id = each.value\n}`,
  ],
  [
    'a Terraform import in JSON',
    'json',
    `{"import":[{"to":"module.a.mongodbatlas_cloud_backup_snapshot_export_bucket.a","id":"${PROJECT}-${BUCKET}"}]}`,
  ],
  [
    'a data source of Terraform in JSON',
    'json',
    `{"data":{"mongodbatlas_cloud_backup_snapshot_export_bucket":{"a":{"id":"${BUCKET}"}}}}`,
  ],
  ['a data source', 'hcl', `data "mongodbatlas_cloud_backup_snapshot_export_bucket" "a" {\n  id = "${BUCKET}"\n}`],
  ['an attribute', 'hcl', `locals {\n  atlas = true\n  export_bucket = { id = "${BUCKET}" }\n}`],
  [
    'a command that imports',
    'shell',
    `terraform import 'module.a["b"].mongodbatlas_cloud_backup_snapshot_export_bucket.a' ${PROJECT}-${BUCKET}`,
  ],
  [
    'a command of Pulumi',
    'shell',
    `pulumi import mongodbatlas:index/cloudBackupSnapshotExportBucket:CloudBackupSnapshotExportBucket a ${PROJECT}-${BUCKET}`,
  ],
  [
    'a Terraform state',
    'json',
    `{"resources":[{"type":"mongodbatlas_cloud_backup_snapshot_export_bucket","instances":[{"attributes":{"id":"${BUCKET}"}}]}]}`,
  ],
  [
    'a Terraform plan',
    'json',
    `{"type":"mongodbatlas_cloud_backup_snapshot_export_bucket","change":{"importing":{"id":"${PROJECT}-${BUCKET}"}}}`,
  ],
  ['a response', 'json', `{"exportBuckets":[{"_id":"${BUCKET}"},{"_id":"${OTHER}"}]}`],
  [
    'CloudFormation',
    'yaml',
    `B:\n  Type: MongoDB::Atlas::CloudBackupSnapshotExportBucket\n  Properties:\n    Id: ${BUCKET}\n`,
  ],
  [
    'Pulumi YAML',
    'yaml',
    `b:\n  type: mongodbatlas:CloudBackupSnapshotExportBucket\n  options:\n    import: ${PROJECT}-${BUCKET}\n`,
  ],
  ['a list in YAML', 'yaml', `# Atlas\nexportBuckets:\n  - id: ${BUCKET}\n`],
  [
    'an option in TypeScript',
    'code',
    `new mongodbatlas.CloudBackupSnapshotExportBucket("a", { projectId }, // the archive\n  { import: "${PROJECT}-${BUCKET}" });`,
  ],
  ['an object in TypeScript', 'code', `const exportBucket: Bucket = { id: "${BUCKET}" };`],
  [
    'CDKTF',
    'code',
    `CloudBackupSnapshotExportBucket.generateConfigForImport(this, "mongodbatlas", "${PROJECT}-${BUCKET}");`,
  ],
  ['C#', 'code', `var b = Mongodbatlas.GetCloudBackupSnapshotExportBucket.Invoke(new()\n{\n    Id = "${BUCKET}",\n});`],
  [
    'Go',
    'code',
    `b, err := mongodbatlas.LookupCloudBackupSnapshotExportBucket(ctx, &mongodbatlas.LookupCloudBackupSnapshotExportBucketArgs{\n\tId: pulumi.String("${BUCKET}"),\n})`,
  ],
  [
    'Java',
    'code',
    `new CloudBackupSnapshotExportBucket("mongodbatlas", args, CustomResourceOptions.builder().importId("${PROJECT}-${BUCKET}").build());`,
  ],
  [
    'Python',
    'python',
    `mongodbatlas.CloudBackupSnapshotExportBucket("a", opts=pulumi.ResourceOptions(import_="${PROJECT}-${BUCKET}"))`,
  ],
];

/** Files in which something else has the ID, although a name around it contains the words. */
const OTHERS: readonly (readonly [string, Syntax, string])[] = [
  [
    'another resource in a module of that name',
    'hcl',
    imported('module.export_bucket.mongodbatlas_alert_configuration.failed', `${PROJECT}-${OTHER}`),
  ],
  ['a resource of that name', 'hcl', imported('mongodbatlas_network_container.export_bucket', `${PROJECT}-${OTHER}`)],
  [
    'a resource with that key',
    'hcl',
    imported('mongodbatlas_network_container.a["mongodbatlas_export_bucket.a"]', `${PROJECT}-${OTHER}`),
  ],
  ['a data source of that name', 'hcl', `data "mongodbatlas_project" "export_bucket" {\n  id = "${OTHER}"\n}`],
  ['a module of that name', 'hcl', `module "export_bucket" {\n  source = "./atlas"\n  id = "${OTHER}"\n}`],
  [
    'a data source of that name in JSON',
    'json',
    `{"data":{"mongodbatlas_project":{"export_bucket":{"id":"${OTHER}"}}}}`,
  ],
  [
    'a command for another resource in a module of that name',
    'shell',
    `terraform import module.export_bucket.mongodbatlas_alert_configuration.failed ${PROJECT}-${OTHER}`,
  ],
  [
    'another command of the script',
    'shell',
    `terraform import mongodbatlas_cloud_backup_snapshot_export_bucket.a ${PROJECT}-${BUCKET}\nID=${OTHER} atlas clusters list\n`,
  ],
  ['another line', 'text', `mongodbatlas_cloud_backup_snapshot_export_bucket.a: Reading...\nid=${OTHER}\n`],
  ['an object in a list of it', 'json', `{"exportBuckets":[{"_id":"${BUCKET}","clusters":[{"id":"${OTHER}"}]}]}`],
  ['an object in it', 'json', `{"exportBuckets":[{"_id":"${BUCKET}","snapshot":\n{"id":"${OTHER}"}}]}`],
  ['an option of it', 'json', `{"exportBucket":{"options":{"id":"${OTHER}"}}}`],
  ['an object in it in TypeScript', 'code', `const exportBucket = { projectId, clusters: [{ id: "${OTHER}" }] };`],
  ['a call in it', 'code', `const exportBucket = { cluster: getCluster({ id: "${OTHER}" }) };`],
  ['a call of its method', 'code', `exportBuckets.forEach({ id: "${OTHER}" });`],
  ['the body of a function', 'code', `exportBucket(async () => { await users.find({ _id: "${OTHER}" }); });`],
  ['the body of a function with a type', 'code', `func exportBucket() ExportBucket {\n\tid := "${OTHER}"\n}`],
  ['a class', 'code', `class ExportBucket { load() { users.find({ _id: "${OTHER}" }); } }`],
  ['a case', 'code', `switch (a) { case 'exportBucket': { const id = "${OTHER}"; } }`],
  [
    'another resource in a call',
    'code',
    `new mongodbatlas.CloudBackupSnapshotExportBucket("a", mongodbatlas.Cluster.get({ id: "${OTHER}" }));`,
  ],
  ['an object in it in Python', 'python', `export_bucket = {"clusters": [{"id": "${OTHER}"}]}`],
  ['an object in it in YAML', 'yaml', `exportBuckets:\n  - id: ${BUCKET}\n    clusters:\n      - id: ${OTHER}\n`],
  ['a text in it', 'yaml', `exportBucket:\n  note: |\n    id: ${OTHER}\n`],
];

describe('An ID whose key is only `id`', () => {
  for (const [name, syntax, text] of BUCKETS) {
    it(`is that of the export bucket around it: ${name}`, () => {
      assert.equal(kindOf(BUCKET, text, syntax), 'bucket', text);
    });
  }

  for (const [name, syntax, text] of OTHERS) {
    it(`is unknown if something else around it has the words in its name: ${name}`, () => {
      assert.equal(kindOf(OTHER, text, syntax), 'unknown', text);
      if (text.includes(BUCKET)) {
        assert.equal(kindOf(BUCKET, text, syntax), 'bucket', text);
      }
    });
  }

  it('is not that of an export bucket in the import of a project', () => {
    const text = imported('module.export_bucket.mongodbatlas_project.this', PROJECT);
    assert.equal(kindOf(PROJECT, text, 'hcl'), 'unknown');
  });
});
