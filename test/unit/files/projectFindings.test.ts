import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findingsIn } from '../../../src/files/findings';
import { LoadedBucketLists } from '../../../src/files/loadedBuckets';
import { ScannedFile } from '../../../src/files/scannedFile';
import type { Syntax } from '../../../src/files/syntax';
import { projectNode } from '../../../src/model/nodes';
import { firstPageOf, rowOf } from '../model/support';
import {
  SHOP,
  OTHER,
  ROLE,
  ARCHIVE,
  ARCHIVE_OF_OTHER,
  ABSENT,
  knownOf,
  codes,
  terraform,
  literal,
} from './projectSupport';

/** Files in which an export bucket belongs to a project, in the spellings of the tools. */
const PAIRED: readonly (readonly [string, Syntax, (project: string, bucket: string) => string])[] = [
  ['Terraform', 'hcl', (project, bucket) => terraform(literal(project), bucket)],
  [
    'a Terraform import',
    'hcl',
    (project, bucket) =>
      `import {\n  to = mongodbatlas_cloud_backup_snapshot_export_bucket.a\n  id = "${project}-${bucket}"\n}`,
  ],
  [
    'CloudFormation',
    'yaml',
    (project, bucket) => `S:
  Type: MongoDB::Atlas::CloudBackupSchedule
  Properties:
    ProjectId: ${project}
    AutoExportEnabled: true
    Export:
      ExportBucketId: ${bucket}
`,
  ],
  [
    'the Atlas CLI',
    'shell',
    (project, bucket) => `atlas backups exports --projectId ${project} --bucketId ${bucket}\n`,
  ],
  ['a path', 'shell', (project, bucket) => `curl $ATLAS/groups/${project}/backup/exportBuckets/${bucket}\n`],
  [
    'TypeScript',
    'code',
    (project, bucket) =>
      `new mongodbatlas.CloudBackupSchedule("a", {\n  projectId: "${project}",\n  export: { exportBucketId: "${bucket}" },\n});`,
  ],
];

describe('An export bucket beside a project', () => {
  for (const [tool, syntax, write] of PAIRED) {
    it(`is found if it is in another project: ${tool}`, async () => {
      const known = await knownOf();
      assert.deepEqual(codes(write(OTHER, ARCHIVE), syntax, known), ['bucket-of-other-project']);
      assert.deepEqual(codes(write(SHOP, ARCHIVE), syntax, known), []);
      assert.deepEqual(codes(write('9'.repeat(24), ARCHIVE), syntax, known), []);
    });

    it(`is found if the whole list of the project lacks it: ${tool}`, async () => {
      assert.deepEqual(codes(write(SHOP, ABSENT), syntax, await knownOf()), ['bucket-not-in-project']);
      for (const options of [{ mayContinue: true }, { unreadable: 1 }, { isStale: true }, { isLoaded: false }]) {
        assert.deepEqual(codes(write(SHOP, ABSENT), syntax, await knownOf(options)), [], JSON.stringify(options));
      }
    });
  }

  it('is replaced by the bucket of the same name, if the project has exactly one', async () => {
    const known = await knownOf();
    const [bucket] = known.buckets;
    assert.ok(bucket);
    const namesake = (id: string) => ({ ...bucket, id, projectId: OTHER, name: 'archive' });
    const file = new ScannedFile(terraform(literal(OTHER), ARCHIVE), 'hcl');
    const fixes = (...ids: string[]) =>
      findingsIn(file, { ...known, buckets: [...known.buckets, ...ids.map(namesake)] }).map(({ fix }) => fix?.text);
    assert.deepEqual(fixes(), [undefined]);
    assert.deepEqual(fixes(ARCHIVE_OF_OTHER), [ARCHIVE_OF_OTHER]);
    assert.deepEqual(fixes(ARCHIVE_OF_OTHER, ABSENT), [undefined]);
  });

  it('has no fix in a Terraform state, whose IDs are encoded', async () => {
    const known = await knownOf();
    const [bucket] = known.buckets;
    assert.ok(bucket);
    const namesake = { ...bucket, id: ARCHIVE_OF_OTHER, projectId: OTHER };
    const encoded = (text: string): string => Buffer.from(text).toString('base64');
    const type = 'mongodbatlas_cloud_backup_snapshot_export_bucket';
    for (const key of ['id', 'export_bucket_id']) {
      const id = `${encoded('project_id')}:${encoded(OTHER)}-${encoded(key)}:${encoded(ARCHIVE)}`;
      const attributes = { export_bucket_id: ARCHIVE, id, project_id: OTHER };
      const file = new ScannedFile(JSON.stringify({ resources: [{ type, instances: [{ attributes }] }] }), 'json');
      assert.deepEqual(
        findingsIn(file, { ...known, buckets: [...known.buckets, namesake] }).map(({ code, start, fix }) => [
          code,
          file.text.slice(start, start + 24),
          fix?.text,
        ]),
        [
          ['bucket-of-other-project', ARCHIVE, ARCHIVE_OF_OTHER],
          ['bucket-of-other-project', encoded(ARCHIVE).slice(0, 24), undefined],
        ],
      );
    }
  });

  it('is not found if the project is a variable or could be another one', async () => {
    const known = await knownOf();
    for (const text of [
      terraform('var.project_id', ARCHIVE),
      terraform(`var.own ? "${OTHER}" : var.project_id`, ARCHIVE),
      `locals {\n  project_id = "${OTHER}"\n}\n${terraform('local.project_id', ARCHIVE)}`,
      `project_id = "${OTHER}"\nexport_bucket_id = "${ARCHIVE}"\n`,
      terraform(`var.project_id # "${OTHER}"`, ARCHIVE),
      terraform(literal(OTHER), ARCHIVE).replace(
        `export_bucket_id = "${ARCHIVE}"`,
        `# export_bucket_id = "${ARCHIVE}"`,
      ),
    ]) {
      assert.deepEqual(codes(text, 'hcl', known), [], text);
    }
    const json = `{"projectId": "${OTHER}", "a": {"projectId": {"Ref": "P"}, "exportBucketId": "${ARCHIVE}"}}`;
    assert.deepEqual(codes(json, 'json', known), []);
    const statements = `function f() {\n  const projectId = "${OTHER}";\n  const exportBucketId = "${ARCHIVE}";\n}`;
    assert.deepEqual(codes(statements, 'code', known), []);
    assert.deepEqual(codes(`No export Bucket with ID ${ABSENT} in groups/${SHOP} of Atlas`, 'text', known), []);
  });

  it('is not found if only a link names a project, and the key of the project has a variable', async () => {
    const known = await knownOf();
    for (const link of ['/v2/ID#/clusters', '/api/atlas/v2/groups/ID', 'No group with ID ID']) {
      const url = `https://cloud.mongodb.com${link.replace('ID', OTHER)}`;
      for (const project of ['local.other', 'mongodbatlas_project.other.id', 'var.project_id']) {
        const text = `module "atlas" {\n  console = "${url}"\n  project_id = ${project}\n  export_bucket_id = "${ARCHIVE}"\n}`;
        assert.deepEqual(codes(text, 'hcl', known), [], text);
      }
      const yaml = `atlas:\n  console: ${url}\n  projectId: \${OTHER_PROJECT}\n  exportBucketId: ${ARCHIVE}\n`;
      assert.deepEqual(codes(yaml, 'yaml', known), [], yaml);
    }
  });

  it('is not found if only a link to the user interface names a project', async () => {
    const known = await knownOf();
    const text = (project: string): string =>
      `atlas:\n  console: https://cloud.mongodb.com/v2/${OTHER}#/clusters\n${project}  exportBucketId: ${ARCHIVE}\n`;
    assert.deepEqual(codes(text(''), 'yaml', known), []);
    assert.deepEqual(codes(text(`  projectId: ${SHOP}\n`), 'yaml', known), []);
    assert.deepEqual(codes(text(`  projectId: ${OTHER}\n`), 'yaml', known), ['bucket-of-other-project']);
  });

  it('is not found if something in the import of another resource is meant', async () => {
    const known = await knownOf();
    for (const address of [
      'module.export_bucket.mongodbatlas_alert_configuration.failed',
      'mongodbatlas_network_container.export_bucket',
    ]) {
      const text = `import {\n  to = ${address}\n  id = "${SHOP}-${ABSENT}"\n}`;
      assert.deepEqual(codes(text, 'hcl', known), [], text);
    }
    const json = `{"atlas":1,"exportBuckets":[{"_id":"${ARCHIVE}","groupId":"${SHOP}","clusters":[{"id":"${ABSENT}"}]}]}`;
    assert.deepEqual(codes(json, 'json', known), []);
  });

  it('is not found if the loaded project and bucket are of different base URLs', async () => {
    const known = await knownOf();
    const elsewhere = {
      ...known,
      get: (id: string) =>
        known
          .get(id)
          .map((item) => (id === OTHER ? { ...item, credential: { ...item.credential, origin: 'https://b' } } : item)),
    };
    assert.deepEqual(codes(terraform(literal(OTHER), ARCHIVE), 'hcl', elsewhere), []);
  });
});

describe('A role beside a project', () => {
  const role = (project: string): string =>
    `resource "mongodbatlas_cloud_backup_snapshot_export_bucket" "a" {\n  project_id = ${project}\n  iam_role_id = "${ROLE}"\n}`;

  it('is found if it is a role of another project', async () => {
    const known = await knownOf();
    assert.deepEqual(codes(role(literal(OTHER)), 'hcl', known), ['role-of-other-project']);
    assert.deepEqual(codes(role(literal(SHOP)), 'hcl', known), []);
    assert.deepEqual(codes(role('var.project_id'), 'hcl', known), []);
    assert.deepEqual(codes(role(literal(OTHER)), 'hcl', await knownOf({ isLoaded: false })), []);
  });
});

describe('A finding that needs data', () => {
  it('never appears while the list that could disprove it is not complete', async () => {
    const incomplete = await Promise.all(
      [{ mayContinue: true }, { unreadable: 1 }, { isStale: true }, { isLoaded: false }].map(knownOf),
    );
    const id = fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdef')), minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(
        fc.constantFrom(...incomplete),
        fc.constantFrom(...PAIRED),
        fc.constantFrom(SHOP, OTHER),
        id,
        (known, [, syntax, write], project, unknown) => {
          assert.ok(!codes(write(project, unknown), syntax, known).includes('bucket-not-in-project'));
        },
      ),
    );
  });

  it('takes the list of a project once for all IDs of a file', async () => {
    const list = await firstPageOf(projectNode(rowOf('one'), { id: SHOP, name: 'shop' }), {
      buckets: { items: [], unreadable: 0, totalCount: 0, mayContinue: false },
    });
    const rows = {
      roots: () => [rowOf('one')],
      projectsOf: () => [{ node: projectNode(rowOf('one'), { id: SHOP, name: 'shop' }), list }],
    };
    const lists = new LoadedBucketLists(rows);
    assert.equal(lists.of(SHOP).length, 1);
    assert.equal(lists.of(SHOP), lists.of(SHOP));
  });

  it('is limited in number', async () => {
    const text = terraform(literal(SHOP), ABSENT).repeat(1000);
    assert.equal(codes(text, 'hcl', await knownOf()).length, 500);
  });
});
