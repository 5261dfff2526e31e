import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findingsIn } from '../../../src/files/findings';
import { KnownIds, LoadedSource } from '../../../src/files/known';
import { LoadedReadings } from '../../../src/files/loadedReadings';
import { ScannedFile } from '../../../src/files/scannedFile';
import type { Syntax } from '../../../src/files/syntax';
import { projectNode } from '../../../src/model/nodes';
import { firstPageOf, rowOf } from '../model/support';
import { processorTime } from './processorTime';

const SHOP = 'c'.repeat(24);
const OTHER = 'd'.repeat(24);
const ROLE = 'a'.repeat(24);
const ARCHIVE = '1'.repeat(24);
const REPORTS = '2'.repeat(24);
const ARCHIVE_OF_OTHER = '3'.repeat(24);
const ABSENT = 'f'.repeat(24);

interface Options {
  readonly mayContinue?: boolean;
  readonly unreadable?: number;
  readonly isStale?: boolean;
  /** Whether the lists of the export buckets are loaded. */
  readonly isLoaded?: boolean;
}

/** Returns what is known of two projects whose lists are loaded. */
async function knownOf(options: Options = {}) {
  const { mayContinue = false, unreadable = 0, isStale = false, isLoaded = true } = options;
  const root = rowOf('one');
  const project = async (id: string, name: string, buckets: readonly (readonly [string, string])[]) => {
    const node = projectNode(root, { id, name });
    const items = buckets.map(([_id, bucketName]) => ({ _id, bucketName, cloudProvider: 'AWS', iamRoleId: ROLE }));
    const list = await firstPageOf(
      node,
      { buckets: { items, unreadable, totalCount: undefined, mayContinue } },
      mayContinue ? Math.max(1, items.length) : 100,
    );
    list.pages.isStale = isStale;
    return { node, list: isLoaded ? list : undefined };
  };
  const listed = [
    await project(SHOP, 'shop', [
      [ARCHIVE, 'archive'],
      [REPORTS, 'reports'],
    ]),
    await project(OTHER, 'other', []),
  ];
  const rows = { roots: () => [root], projectsOf: () => listed };
  const known = new KnownIds([new LoadedSource(rows)]);
  const readings = new LoadedReadings(rows);
  return {
    get: (id: string) => known.get(id),
    get buckets() {
      return known.buckets;
    },
    readingsOf: (id: string) => readings.of(id),
  };
}

type Known = Awaited<ReturnType<typeof knownOf>>;

function codes(text: string, syntax: Syntax, known: Known): string[] {
  return findingsIn(new ScannedFile(text, syntax), known).map(({ code }) => code);
}

const terraform = (project: string, bucket: string): string => `resource "mongodbatlas_cloud_backup_schedule" "a" {
  project_id          = ${project}
  auto_export_enabled = true
  export {
    export_bucket_id = "${bucket}"
  }
}
`;
const literal = (id: string): string => `"${id}"`;

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

  it('is limited in number', async () => {
    const text = terraform(literal(SHOP), ABSENT).repeat(1000);
    assert.equal(codes(text, 'hcl', await knownOf()).length, 500);
  });
});

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
  for (const piece of pieces) {
    it(`has its findings read in linear time: ${JSON.stringify(piece.slice(0, 50))} many times`, async function () {
      this.timeout(120_000);
      const known = await knownOf();
      for (const syntax of ['hcl', 'json', 'code', 'yaml', 'shell'] as const) {
        const timeOf = (length: number): number => {
          const text = `atlas\n${piece.repeat(length / piece.length)}`;
          return processorTime(() => findingsIn(new ScannedFile(text, syntax), known), 2);
        };
        // Quadratic time would be 256 times as long.
        const small = timeOf(40_000);
        const large = timeOf(640_000);
        assert.ok(
          large < Math.max(1500, small * 100),
          `${syntax}: ${small} ms, then ${large} ms for 16 times the text`,
        );
      }
    });
  }
});
