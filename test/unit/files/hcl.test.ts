import assert from 'node:assert/strict';
import { parse } from '@cdktf/hcl2json';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { ScannedFile } from '../../../src/files/scannedFile';

const Schedule = v.object({
  project_id: v.string(),
  export: v.tuple([v.object({ export_bucket_id: v.string() })]),
});
const Parsed = v.object({ resource: v.record(v.string(), v.record(v.string(), v.tuple([Schedule]))) });

const objectId = fc.stringMatching(/^[0-9a-f]{24}$/);
/** What a file may contain between attributes, each of which could be taken for the start or the end of a block. */
const noise = fc.constantFrom(
  '',
  '# a comment with { and "\n',
  '// } export {\n',
  '/* } \n " */\n',
  'a = "} \\" { ${var.b["c"]} $${ %{ if true }x%{ endif }"\n',
  'a = <<EOT\n  } " { <<X\n  project_id = "no"\nEOT\n',
  'a = <<-EOT\n    }\n    EOT\n',
  'a = [{ b = "}" }, { c = ["]"] }]\n',
  'a = merge(var.x, { d = 1 })\n',
  'a = var.b ? "}" : "{"\n',
);
const resource = fc.record({ projectId: objectId, bucketId: objectId, before: noise, within: noise, after: noise });

describe('Terraform files', () => {
  it('have the same project for each bucket as a real parser finds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(resource, { minLength: 1, maxLength: 4 }), async (resources) => {
        const text = resources
          .map(
            ({ projectId, bucketId, before, within, after }, index) =>
              `resource "mongodbatlas_cloud_backup_schedule" "r${index}" {\n${before}project_id = "${projectId}"\nexport {\n` +
              `${within}export_bucket_id = "${bucketId}"\n}\n${after.replace(/^a /, 'z ')}}\n`,
          )
          .join('');
        const { resource: parsed } = v.parse(Parsed, await parse('main.tf', text));
        const expected = Object.values(parsed['mongodbatlas_cloud_backup_schedule'] ?? {}).map(([schedule]) => [
          schedule.export[0].export_bucket_id,
          schedule.project_id,
        ]);
        const file = new ScannedFile(text, 'hcl');
        const buckets = file.ids.filter((found) => file.kindOf(found) === 'bucket');
        assert.deepEqual(
          buckets.map((found) => [found.id, file.projectOf(found)]),
          expected,
        );
      }),
      { numRuns: 200 },
    );
  });
});
