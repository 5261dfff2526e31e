import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import * as v from 'valibot';
import type { ExportBucket } from '../../../src/atlas/models';
import type { Inventory, InventoryProject } from '../../../src/bucketList/inventory';
import { codePoint, INVISIBLE } from '../../../src/text/invisible';
import { KIND, literal, parsed } from '../references/hcl';
import { AWS, AZURE, GCP, hostileText, wellFormed } from '../references/support';
import { many, written } from './lists';

const FORMAT = 'Terraform import blocks';

const Resource = v.record(v.string(), v.string());
const Parsed = v.object({
  import: v.optional(v.array(v.object({ to: v.string(), id: v.string() })), []),
  resource: v.optional(v.object({ [KIND]: v.record(v.string(), v.tuple([Resource])) }), { [KIND]: {} }),
});

const withCodes = (text: string): string =>
  text.replace(new RegExp(INVISIBLE.source, 'gu'), (character) => `[${codePoint(character)}]`);

interface Block {
  readonly name: string;
  readonly importId: string;
  readonly resource: v.InferOutput<typeof Resource>;
}

/** Returns the blocks that a real HCL parser finds, one for each address. */
async function blocksOf(inventory: Inventory): Promise<{ blocks: Block[]; text: string; comments: string[] }> {
  const text = written(FORMAT, inventory);
  const { import: imports, resource } = v.parse(Parsed, await parsed(text));
  const resources = Object.entries(resource[KIND]);
  const blocks = resources.map(([name, [attributes]]): Block => {
    const [own, ...others] = imports.filter(({ to }) => to === `\${${KIND}.${name}}`);
    assert.ok(own !== undefined && others.length === 0, name);
    return { name, importId: own.id, resource: attributes };
  });
  assert.equal(imports.length, blocks.length);
  blocks.sort((a, b) => (a.importId < b.importId ? -1 : 1));
  return { blocks, text, comments: text.split('\n').filter((line) => line.startsWith('#')) };
}

function projectOf(number: number, buckets: readonly ExportBucket[], more: Partial<InventoryProject> = {}) {
  const id = number.toString(16).padStart(24, 'a');
  const origin = 'https://cloud.mongodb.com';
  return { project: { id, name: `p${number}` }, credential: 'c', origin, buckets, isComplete: true, ...more };
}

const idOf = (number: number): string => number.toString(16).padStart(24, '6');

const bucket = fc.oneof(
  fc.record({ template: fc.constantFrom(AWS, AZURE, GCP), bucketName: hostileText, serviceUrl: hostileText }),
  fc.record({
    template: fc.constantFrom(AWS, AZURE, GCP),
    bucketName: fc.constantFrom('a', 'a_', idOf(1), `a_${idOf(1)}`),
  }),
  fc.record({
    template: fc.constantFrom({ ...AWS, iamRoleId: undefined }, { ...GCP, cloudProvider: 'OCI' }),
    bucketName: hostileText,
  }),
);
const origin = fc.constantFrom('https://cloud.mongodb.com', 'https://cloud.mongodbgov.com', 'https://a.example');
/** Lists of projects in which each bucket has its own ID, as in Atlas. */
const inventories: fc.Arbitrary<Inventory> = fc
  .array(fc.record({ name: hostileText, origin, buckets: fc.array(bucket, { maxLength: 4 }) }), { maxLength: 4 })
  .map((projects) => {
    let next = 0;
    return {
      projects: projects.map(({ name, origin: base, buckets }, index) =>
        projectOf(
          index,
          buckets.map(({ template, ...fields }) => ({ ...template, ...fields, _id: idOf((next += 1)) })),
          { origin: base, project: { id: projectOf(index, []).project.id, name } },
        ),
      ),
    };
  });

describe('Terraform import blocks', function () {
  this.timeout(60_000);

  it('import each export bucket of every provider, with the attributes that it has', async () => {
    const buckets = [AWS, AZURE, GCP].map((one, index) => ({ ...one, _id: idOf(index) }));
    const { blocks } = await blocksOf({ projects: [projectOf(1, buckets)] });
    const { id } = projectOf(1, []).project;
    assert.deepEqual(
      blocks.map(({ importId, resource }) => [importId, resource]),
      [
        {
          bucket_name: 'contoso-mongodb-exports',
          cloud_provider: 'AWS',
          iam_role_id: AWS.iamRoleId,
        },
        { bucket_name: 'atlas-exports', cloud_provider: 'AZURE', role_id: AZURE.roleId, service_url: AZURE.serviceUrl },
        { bucket_name: 'contoso_exports.eu', cloud_provider: 'GCP', role_id: GCP.roleId },
      ].map((attributes, index) => [`${id}-${idOf(index)}`, { project_id: id, ...attributes }]),
    );
  });

  it('have unique names and the names of Atlas, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(inventories, async (inventory) => {
        const { blocks, comments } = await blocksOf(inventory);
        const all = inventory.projects.flatMap(({ project, buckets }) => buckets.map((one) => ({ project, one })));
        const supported = all.filter(({ one }) => one.cloudProvider !== 'OCI' && (one.iamRoleId ?? one.roleId));
        assert.deepEqual(
          blocks.map(({ importId }) => importId).sort(),
          supported.map(({ project, one }) => `${project.id}-${one._id}`).sort(),
        );
        for (const { name, importId, resource } of blocks) {
          assert.match(name, /^[A-Za-z_][A-Za-z0-9_-]*$/);
          const of = supported.find(({ project, one }) => `${project.id}-${one._id}` === importId) ?? assert.fail();
          // Terraform normalizes strings to composed Unicode (NFC).
          assert.equal(literal(resource['bucket_name']), wellFormed(of.one.bucketName).normalize());
          assert.equal(resource['project_id'], of.project.id);
          assert.ok(comments.includes(`# Project ${withCodes(of.project.name)} (${of.project.id})`), of.project.name);
        }
        const left = comments.flatMap((line) => /^# Left out: (\d+) /.exec(line)?.[1] ?? []);
        assert.equal(
          left.reduce((sum, number) => sum + Number(number), 0),
          all.length - supported.length,
        );
      }),
      { numRuns: 150 },
    );
  });

  it('leave out what Terraform can’t manage, and say how much', async () => {
    const buckets = [
      { ...GCP, cloudProvider: 'OCI' },
      { ...GCP, cloudProvider: 'OCI' },
      { ...GCP, cloudProvider: 'x"\n}\nresource "null_resource" "planted" {' },
      { ...AWS, iamRoleId: undefined },
      { ...AZURE, serviceUrl: undefined },
    ].map((one, index) => ({ ...one, _id: idOf(index) }));
    const { blocks, comments } = await blocksOf({ projects: [projectOf(1, [...buckets, AWS])] });
    assert.deepEqual(
      blocks.map(({ name }) => name),
      ['contoso-mongodb-exports'],
    );
    assert.deepEqual(comments.slice(-3), [
      "# Left out: 2 export buckets of OCI, which the provider doesn't support.",
      `# Left out: 1 export bucket of x"[U+000A]}[U+000A]resource "null_resource" "planted" {, which the provider doesn't support.`,
      '# Left out: 2 export buckets without a role ID or service URL.',
    ]);
  });

  it('say once which setting the provider needs for another base URL', async () => {
    const gov = { origin: 'https://cloud.mongodbgov.com' };
    const two = (number: number) => [number, number + 1].map((one) => ({ ...AWS, _id: idOf(one) }));
    const { text } = await blocksOf({
      projects: [projectOf(1, two(1), gov), projectOf(2, two(3)), projectOf(3, two(5), gov)],
    });
    assert.equal(text.match(/is_mongodbgov_cloud/g)?.length, 1);
    assert.ok(text.indexOf('is_mongodbgov_cloud') < text.indexOf('# Project p1 '));
    assert.ok(text.indexOf('# Project p3 ') < text.indexOf('# Project p2 '));
  });

  it('end with what is missing from the list, in one comment each', async () => {
    const partial = { notice: 'Incomplete: “a\nb” is missing.', missing: [] };
    const filter = { notice: 'Filtered.', providers: ['AWS'] };
    const { text } = await blocksOf({ projects: [projectOf(1, [AWS])], partial, filter });
    assert.ok(text.endsWith('}\n\n# Incomplete: “a[U+000A]b” is missing.\n# Filtered.\n'), text);
    const { blocks } = await blocksOf({ projects: [], partial });
    assert.deepEqual(blocks, []);
  });

  it('are formatted by terraform fmt, without an empty line too many', async () => {
    const { text } = await blocksOf({ projects: [projectOf(1, [AWS])] });
    assert.equal(
      text,
      `# For Terraform 1.5 or newer, with the provider mongodb/mongodbatlas.
# Run "terraform plan" to see what will be imported.

# Project p1 (aaaaaaaaaaaaaaaaaaaaaaa1)

import {
  to = ${KIND}.contoso-mongodb-exports
  id = "aaaaaaaaaaaaaaaaaaaaaaa1-${AWS._id}"
}

resource "${KIND}" "contoso-mongodb-exports" {
  project_id     = "aaaaaaaaaaaaaaaaaaaaaaa1"
  bucket_name    = "contoso-mongodb-exports"
  cloud_provider = "AWS"
  iam_role_id    = "60113b99ce5a6a3d72ea7454"
}
`,
    );
  });

  it('are written in parts, so that 2,508 export buckets of one name don’t block other work', async () => {
    const list = many(2508);
    const projects = list.projects.map((project) => ({
      ...project,
      buckets: project.buckets.map((one) => ({ ...one, iamRoleId: idOf(1) })),
    }));
    const { blocks } = await blocksOf({ projects });
    assert.equal(blocks.length, 2508);
    const { writeTerraform } = await import('../../../src/bucketList/terraform');
    assert.ok([...writeTerraform({ projects })].every((part) => part.split('\n').length <= 800));
  });
});
