import assert from 'node:assert/strict';
import { parse } from '@cdktf/hcl2json';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { meaningOfKey } from '../../../src/files/keys';
import { ScannedFile, type FoundId } from '../../../src/files/scannedFile';
import { assertSameAsParser, KEYS, objectIds, type ParsedId } from './generated';

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

  it('have the same IDs, keys and comments as a real parser finds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 3 }), objectIds, async (blocks, ids) => {
        const template = blocks.map((body, index) => `resource "mongodbatlas_x" "r${index}" {\n${body}}\n`).join('');
        const source = ids(template, ID);
        const places = new Map<string, Place>();
        collect(await parse('main.tf', source), undefined, [], places);
        const parsedOf = ({ id }: FoundId): ParsedId => {
          const place = places.get(id);
          return {
            isInComment: place === undefined,
            value: place?.isWhole === true ? { key: place.key, project: () => projectBeside(place) } : undefined,
          };
        };
        assertSameAsParser(new ScannedFile(source, 'hcl'), parsedOf, true);
      }),
      { numRuns: 300 },
    );
  });
});

/** Where the next ID goes. All IDs of a file are different. */
const ID = '\u0000';

const comment = fc.constantFrom(
  ...['', '', `# project_id = "${ID}"\n`, `// { ${ID}\n`, `/* export_bucket_id = "${ID}" } " */\n`, '# "\n'],
);
const value = fc.constantFrom(
  ...[`"${ID}"`, `"${ID}"`, `"${ID}"`, `"x ${ID}"`, `"a\\"b ${ID}"`, `"# ${ID}"`, `["${ID}", "${ID}"]`, `"/* ${ID}"`],
  ...[`<<EOT\nproject_id = "${ID}" { "\nEOT`, `<<-EOT\n    # ${ID}\n    EOT`, '"$${x}"', 'true'],
);
/** Writes entries with unique names. */
const members = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...KEYS), value, comment), { selector: ([name]) => name, maxLength: 4 })
  .map(
    (all) =>
      (separator: string): string =>
        all.map(([name, of, before]) => `${before}${name} ${separator} ${of}\n`).join(''),
  );
const object = fc.tuple(members, fc.constantFrom('=', ':')).map(([write, separator]) => `{\n${write(separator)}}`);
const block = fc
  .tuple(members, members, object, comment)
  .map(([own, inner, of, last]) => `${own('=')}nested {\n${inner('=')}}\nobject = ${of}\n${last}`);

interface Place {
  readonly key: string | undefined;
  /** Whether the value is nothing but the ID. */
  readonly isWhole: boolean;
  /** The objects around the value, innermost first. */
  readonly objects: readonly object[];
}

/** Collects the strings with IDs of Terraform's JSON. */
function collect(json: unknown, key: string | undefined, objects: readonly object[], places: Map<string, Place>): void {
  if (typeof json === 'string') {
    for (const [id] of json.matchAll(/(?<![\da-z])[\da-f]{24}(?![\da-z])/g)) {
      places.set(id, { key, isWhole: json === id, objects });
    }
  } else if (Array.isArray(json)) {
    json.forEach((item: unknown) => {
      collect(item, undefined, objects, places);
    });
  } else if (typeof json === 'object' && json !== null) {
    for (const [name, item] of Object.entries(json)) {
      collect(item, name, [json, ...objects], places);
    }
  }
}

/** Returns the project that the parser finds beside a value: the only one in the innermost block that names any. */
function projectBeside({ objects }: Place): string | undefined {
  for (const object of objects) {
    const projects = Object.entries(object).flatMap(([name, of]: [string, unknown]) =>
      meaningOfKey(name)?.kind === 'project' && typeof of === 'string' && /^[\da-f]{24}$/.test(of) ? [of] : [],
    );
    if (projects.length > 0) {
      return projects.length === 1 ? projects[0] : undefined;
    }
  }
  return undefined;
}
