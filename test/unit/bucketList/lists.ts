import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';
import type { ExportBucket } from '../../../src/atlas/models';
import { FORMATS } from '../../../src/bucketList/formats';
import { COLUMNS, type Inventory, type InventoryProject } from '../../../src/bucketList/inventory';
import { codePoint, INVISIBLE } from '../../../src/text/invisible';

type Cells = Record<string, string>;

/** A list as independent parsers read it: its notes, and its cells by heading. */
interface Read {
  readonly notes: string;
  readonly rows: readonly Cells[];
}

export function written(name: string, inventory: Inventory): string {
  const format = FORMATS.find(({ label }) => label === name);
  assert.ok(format);
  return [...format.write(inventory)].join('');
}

function byHeading(headings: readonly string[], records: readonly (readonly string[])[]): Cells[] {
  return records.map((record) => {
    assert.equal(record.length, headings.length);
    return Object.fromEntries(headings.map((heading, index) => [heading, record[index] ?? '']));
  });
}

/** Returns the note of the last row, and the rows of export buckets. */
function withoutNotes(rows: readonly Cells[]): Read {
  const buckets = rows.filter((row) => row['Bucket ID'] !== '');
  // A row without an export bucket is the only one.
  assert.ok(buckets.length === rows.length || rows.length === 1);
  const notes = rows.map((row) => row['Note']);
  assert.ok(notes.slice(0, -1).every((note) => note === SHORT_NOTES.find((short) => short === note)));
  return {
    notes: notes.at(-1) ?? '',
    rows: buckets.map((row) => Object.fromEntries(Object.entries(row).filter(([heading]) => heading !== 'Note'))),
  };
}

const SHORT_NOTES = ['', 'Incomplete list', 'Filtered list', 'Incomplete, filtered list'];

export function readCsv(text: string): Read {
  // Without options, the parser rejects what RFC 4180 forbids, such as missing cells or quotes within cells.
  const [headings = [], ...rows]: string[][] = parse(text, { record_delimiter: '\r\n' });
  assert.deepEqual(headings, [...Object.values(COLUMNS), 'Note']);
  return withoutNotes(byHeading(headings, rows));
}

function fromObject(row: object): Cells {
  assert.deepEqual(
    Object.keys(row).filter((name) => name !== 'note'),
    Object.keys(COLUMNS),
  );
  return Object.fromEntries(
    Object.entries(row).map(([field, value]: [string, unknown]) => {
      assert.ok(value === null || typeof value === (field === 'privateNetworking' ? 'boolean' : 'string'), field);
      return [
        field === 'note' ? 'Note' : COLUMNS[field as keyof typeof COLUMNS],
        typeof value === 'string' ? value : typeof value === 'boolean' ? value.toString() : '',
      ];
    }),
  );
}

interface JsonDocument {
  readonly exportBuckets: readonly object[];
  readonly complete: boolean;
  readonly notes: readonly string[];
  readonly missing: readonly object[];
  readonly providers: readonly string[] | null;
}

function readJson(text: string): Read {
  const { exportBuckets, complete, notes, missing, providers } = JSON.parse(text) as JsonDocument;
  assert.equal(notes.length, (complete ? 0 : 1) + (providers === null ? 0 : 1));
  assert.ok(!complete || missing.length === 0);
  return { notes: notes.join(' '), rows: exportBuckets.map(fromObject) };
}

function readJsonLines(text: string): Read {
  assert.ok(text === '' || text.endsWith('\n'));
  const objects = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as object);
  return withoutNotes(objects.map(fromObject));
}

/** Parses GFM as GitHub renders it, without links that mdast finds in text only after rendering. */
const AS_RENDERED = gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] }));

function readMarkdown(text: string): Read {
  const { children } = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: AS_RENDERED });
  const [table, ...quotations] = children;
  assert.equal(table?.type, 'table');
  assert.ok(quotations.every(({ type }) => type === 'blockquote'));
  const [headings = [], ...rows] = table.children.map((row) =>
    row.children.map((cell) => {
      // Cells contain only text: no links, emphasis, code, HTML or images.
      for (const child of cell.children) {
        assert.equal(child.type, 'text');
      }
      return toString(cell);
    }),
  );
  return { notes: quotations.map((quotation) => toString(quotation)).join(' '), rows: byHeading(headings, rows) };
}

export const READERS: Readonly<Record<string, (text: string) => Read>> = {
  CSV: readCsv,
  JSON: readJson,
  'JSON Lines': readJsonLines,
  Markdown: readMarkdown,
};

/** Starts of formulas, after characters that may precede them. */
export const FORMULA = /^[\s"\0\p{Default_Ignorable_Code_Point}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;
/** Characters that start a line, or that separate cells in some locales. */
export const SEPARATORS = /[;|\t\n\v\f\r\x85\u2028\u2029]/;
/** Removes the apostrophes that keep formulas from running. Another test checks their positions. */
export const withoutApostrophes = (text: string): string => text.replaceAll("'", '');
/** Replaces invisible characters by their codes, as Markdown shows them. */
const withCodes = (text: string): string =>
  text.replace(new RegExp(`(?![\\t\\n\\r])${INVISIBLE.source}`, 'gu'), (character) => `[${codePoint(character)}]`);
export const AS_WRITTEN: Readonly<Record<string, (text: string) => string>> = {
  CSV: withoutApostrophes,
  Markdown: withCodes,
};

export function mapped(row: Cells, change: (text: string) => string): Cells {
  return Object.fromEntries(Object.entries(row).map(([heading, cell]) => [heading, change(cell)]));
}

/** Returns the expected cells of a list. */
export function expected({ projects }: Inventory, name: string): Cells[] {
  const cell = (value: string | boolean | undefined): string => {
    const text = String(value ?? '');
    return AS_WRITTEN[name]?.(text) ?? text;
  };
  return projects.flatMap(({ project, organization, credential, buckets }) =>
    buckets.map((bucket) => ({
      Organization: cell(organization),
      'Organization ID': cell(project.orgId),
      Project: cell(project.name),
      'Project ID': project.id,
      'Bucket Name': cell(bucket.bucketName),
      'Bucket ID': bucket._id,
      Provider: cell(bucket.cloudProvider),
      'Role ID': cell(bucket.iamRoleId ?? bucket.roleId),
      Region: cell(bucket.region),
      'Private Networking': cell(bucket.requirePrivateNetworking),
      'Service URL': cell(bucket.serviceUrl),
      'Tenant ID': cell(bucket.tenantId),
      Registered: new Date(parseInt(bucket._id.slice(0, 8), 16) * 1000).toISOString().replace('.000', ''),
      Credential: cell(credential),
    })),
  );
}

const objectId = fc.stringMatching(/^[a-f0-9]{24}$/);
/** Any text without lone surrogates and NUL, which a response of Atlas or a Markdown text can't contain. */
const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...Array.from('=+-@,;"\'|\\`*_[]<>&~$!#:/.\t\r\n aw')) }),
    fc.constantFrom('https://example.com', 'www.example.com', 'a@b.example', '&amp;', '<b>', '=1+1', '＝1', '\uFEFFx'),
  )
  .map((generated) => generated.replace(/\p{Cs}|\0/gu, ''));
const optional = fc.option(text, { nil: undefined });
const bucket: fc.Arbitrary<ExportBucket> = fc.record({
  _id: objectId,
  bucketName: text,
  cloudProvider: text,
  iamRoleId: optional,
  roleId: optional,
  region: optional,
  requirePrivateNetworking: fc.option(fc.boolean(), { nil: undefined }),
  serviceUrl: optional,
  tenantId: optional,
});
const known: fc.Arbitrary<InventoryProject> = fc.record({
  project: fc.record({ id: objectId, name: text, orgId: fc.option(objectId, { nil: undefined }) }),
  credential: text,
  origin: fc.constantFrom('https://cloud.mongodb.com', 'https://cloud.mongodbgov.com', 'https://atlas.example.com'),
  organization: optional,
  buckets: fc.array(bucket, { maxLength: 4 }),
  isComplete: fc.boolean(),
});
const notice = text.map((words) => `Partial: ${words}.`);
export const inventory: fc.Arbitrary<Inventory> = fc.record(
  {
    projects: fc.array(known, { maxLength: 3 }),
    partial: fc.record({ notice, missing: fc.array(fc.record({ credential: text, reason: text })) }),
    filter: fc.record({ notice, providers: fc.array(text) }),
  },
  { requiredKeys: ['projects'] },
);

export function many(count: number): Inventory {
  const buckets = Array.from({ length: count }, (_, index): ExportBucket => ({
    _id: index.toString(16).padStart(24, '0'),
    bucketName: 'test-bucket',
    cloudProvider: 'AWS',
  }));
  const origin = 'https://cloud.mongodb.com';
  return {
    projects: [{ project: { id: 'f'.repeat(24), name: 'p' }, credential: 'c', origin, buckets, isComplete: true }],
  };
}
