import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ExportBucket } from '../../../src/atlas/models';
import { referenceTexts } from '../../../src/copyAs/referenceTexts';
import { quoteHcl } from '../../../src/references/quoting';
import { credentialNode, exportBucketNode, projectNode, type ExportBucketNode } from '../../../src/model/nodes';
import { KIND, literal, parsed } from './hcl';
import { AWS, AZURE, BUCKET_ID, GCP, hostileText, PROJECT_ID, textOf, wellFormed } from './support';

/** Returns the row of a bucket in a separate project. */
function rowOf(bucket: ExportBucket, projectId: string): ExportBucketNode {
  const source = { name: 'retail', method: 'apiKey', keyId: 'zmmrboas', source: 'stored' } as const;
  const root = credentialNode({ id: 'retail', origin: 'https://cloud.mongodb.com', ...source });
  return exportBucketNode(projectNode(root, { id: projectId, name: `project ${projectId}` }), bucket);
}

describe('Terraform references', function () {
  this.timeout(30_000);

  for (const [bucket, name, role] of [
    [AWS, 'contoso-mongodb-exports', { iam_role_id: AWS.iamRoleId }],
    [AZURE, 'atlas-exports', { role_id: AZURE.roleId, service_url: AZURE.serviceUrl }],
    [GCP, 'contoso_exports_eu', { role_id: GCP.roleId }],
  ] as const) {
    it(`import a bucket of ${bucket.cloudProvider} without changes`, async () => {
      assert.deepEqual(await parsed(textOf('terraformResource', bucket)), {
        import: [{ to: `\${${KIND}.${name}}`, id: `${PROJECT_ID}-${BUCKET_ID}` }],
        resource: {
          [KIND]: {
            [name]: [
              {
                project_id: PROJECT_ID,
                bucket_name: bucket.bucketName,
                cloud_provider: bucket.cloudProvider,
                ...role,
              },
            ],
          },
        },
      });
    });

    it(`look up a bucket of ${bucket.cloudProvider}, and export to it`, async () => {
      assert.deepEqual(await parsed(textOf('terraformDataSource', bucket)), {
        data: { [KIND]: { [name]: [{ project_id: PROJECT_ID, export_bucket_id: BUCKET_ID }] } },
      });
      assert.deepEqual(await parsed(textOf('terraformSchedule', bucket)), {
        auto_export_enabled: true,
        export: [{ export_bucket_id: BUCKET_ID, frequency_type: 'monthly' }],
      });
    });
  }

  it('are formatted by terraform fmt', () => {
    assert.equal(
      textOf('terraformResource', AWS),
      `import {
  to = ${KIND}.contoso-mongodb-exports
  id = "${PROJECT_ID}-${BUCKET_ID}"
}

resource "${KIND}" "contoso-mongodb-exports" {
  project_id     = "${PROJECT_ID}"
  bucket_name    = "contoso-mongodb-exports"
  cloud_provider = "AWS"
  iam_role_id    = "60113b99ce5a6a3d72ea7454"
}`,
    );
  });

  it('name the provider setting for another base URL', () => {
    const government = textOf('terraformDataSource', AWS, 'https://cloud.mongodbgov.com') ?? '';
    assert.match(government, /^# The provider "mongodbatlas" needs is_mongodbgov_cloud = true\n\ndata /);
    const other = textOf('terraformDataSource', AWS, 'https://atlas.example.com') ?? '';
    assert.match(other, /^# The provider "mongodbatlas" needs base_url = "https:\/\/atlas\.example\.com"\n\ndata /);
  });

  it("have no resource if Terraform doesn't support the provider or lacks a value", () => {
    assert.equal(textOf('terraformResource', { ...GCP, cloudProvider: 'OCI' }), undefined);
    assert.equal(textOf('terraformResource', { ...AWS, iamRoleId: undefined }), undefined);
    assert.equal(textOf('terraformResource', { ...AZURE, serviceUrl: undefined }), undefined);
  });

  it('quote every bucket name', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (bucketName) => {
        const text = textOf('terraformResource', { ...AZURE, bucketName, serviceUrl: bucketName }) ?? '';
        const { import: imports, resource } = (await parsed(text)) as {
          readonly import: readonly { readonly to: string }[];
          readonly resource: Record<string, Record<string, readonly Record<string, string>[]>>;
        };
        const [[name, [block]] = ['', [undefined]]] = Object.entries(resource[KIND] ?? {});
        // Terraform normalizes strings to composed Unicode (NFC).
        const expected = wellFormed(bucketName).normalize();
        assert.equal(literal(block?.['bucket_name']), expected);
        assert.equal(literal(block?.['service_url']), expected);
        assert.match(name, /^[A-Za-z_][A-Za-z0-9_-]*$/);
        assert.equal(imports[0]?.to, `\${${KIND}.${name}}`);
      }),
      { numRuns: 150 },
    );
  });

  for (const [id, kind] of [
    ['terraformResource', 'resource'],
    ['terraformDataSource', 'data'],
  ] as const) {
    const addressesIn = async (nodes: readonly ExportBucketNode[]): Promise<string[]> => {
      const { joined } = referenceTexts(id, nodes);
      const { import: imports, ...rest } = (await parsed(joined)) as Partial<
        Record<typeof kind, Record<string, Record<string, readonly unknown[]>>>
      > & { readonly import?: readonly { readonly to: string }[] };
      // Blocks with the same address are one entry that contains all of them.
      const addresses = Object.entries(rest[kind]?.[KIND] ?? {}).flatMap(([name, all]) => all.map(() => name));
      if (imports !== undefined) {
        assert.deepEqual(imports.map(({ to }) => to).sort(), addresses.map((name) => `\${${KIND}.${name}}`).sort());
      }
      return addresses.sort();
    };

    it(`give each ${kind} a unique address, with the ID if names repeat across projects`, async () => {
      const again = { ...AWS, _id: '65566a5f1d4b3b0ca4f3b78c' };
      const other = { ...GCP, _id: '65566a5f1d4b3b0ca4f3b78d' };
      assert.deepEqual(await addressesIn([rowOf(AWS, '1'), rowOf(again, '2'), rowOf(other, '3')]), [
        `contoso-mongodb-exports_${AWS._id}`,
        `contoso-mongodb-exports_${again._id}`,
        'contoso_exports_eu',
      ]);
      assert.deepEqual(await addressesIn([rowOf(AWS, '1'), rowOf(AWS, '1')]), ['contoso-mongodb-exports']);
    });

    it(`give each ${kind} a unique address for all bucket names`, async () => {
      const ids = [BUCKET_ID, 'a'.repeat(24), '0'.repeat(24), 'b'.repeat(24)];
      const awkward = fc.constantFrom(
        'a',
        'a.',
        'a_',
        '_',
        ...ids.flatMap((one) => [one, `a_${one}`, `a_${one}_${one}`]),
      );
      const names = fc.array(fc.oneof({ weight: 3, arbitrary: awkward }, hostileText), { minLength: 2, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(names, async (bucketNames) => {
          const rows = bucketNames.map((bucketName, at) => rowOf({ ...AWS, bucketName, _id: ids[at] ?? '' }, `${at}`));
          const addresses = await addressesIn(rows);
          assert.equal(addresses.length, rows.length);
          assert.equal(new Set(addresses).size, rows.length, addresses.join());
        }),
        { numRuns: 150 },
      );
    });
  }

  for (const sequence of ['${', '$${', '$$${', '$$$${', '%{', '%%{', '%%%{', '$%{', '%${', '${}', '$', '%']) {
    it(`quote ${sequence} so that its value doesn't change`, async () => {
      const { a } = (await parsed(`a = ${quoteHcl(sequence)}`)) as { readonly a: string };
      assert.equal(literal(a), sequence);
    });
  }

  it('escape characters that reverse text', () => {
    assert.equal(quoteHcl('a\u202eb\u{e0001}\0'), '"a\\u202eb\\U000e0001\\u0000"');
    assert.equal(quoteHcl('a\u3164\u2800\u034f\ufe0f'), '"a\\u3164\\u2800\\u034f\\ufe0f"');
  });
});
