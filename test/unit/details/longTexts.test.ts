import assert from 'node:assert/strict';
import type { AtlasClient } from '../../../src/atlas/client';
import type { ExportBucket } from '../../../src/atlas/models';
import { BucketFindings } from '../../../src/details/bucketFindings';
import { BucketDetails } from '../../../src/details/bucketDetails';
import { valuesOf, type CopyRequest, type PageMessage, type Section } from '../../../src/details/protocol';
import { ExportsStore } from '../../../src/exports/health/exportsStore';
import { ProjectCache } from '../../../src/details/projectCache';
import { AWS, PROJECT_ID } from '../references/support';
import { LANGUAGE, textOf } from './support';

const credential = {
  id: 'c',
  name: 'C',
  origin: 'https://cloud.mongodb.com',
  method: 'apiKey',
  keyId: 'k',
  source: 'stored',
} as const;

/** Creates the details of a bucket whose requests never finish. */
function detailsOf(bucket: ExportBucket): { details: BucketDetails; messages: PageMessage[] } {
  const messages: PageMessage[] = [];
  const details = new BucketDetails({
    target: { credentialId: 'c', project: { id: PROJECT_ID, name: 'p', orgId: undefined }, bucket },
    credentials: { find: () => credential, clientOf: () => new Promise<AtlasClient>(() => undefined) },
    cache: new ProjectCache(new ExportsStore()),
    language: LANGUAGE,
    findings: new BucketFindings(),
    chosenSnippets: () => [],
    publish: (message) => messages.push(message),
    report: () => undefined,
  });
  details.open();
  return { details, messages };
}

/** Returns the copy request for the value with this label. */
function placeOf(section: Section | undefined, label: string): CopyRequest {
  assert.ok(section);
  for (const [block, shown] of section.blocks.entries()) {
    const value = valuesOf(shown).findIndex(({ copy }) => copy?.label === label);
    if (value >= 0) {
      return { type: 'copy', section: section.id, version: section.version, block, value };
    }
  }
  assert.fail(label);
}

describe('A long text in the details of an export bucket', () => {
  const huge = `${'x'.repeat(9_999_999)}🪣`;

  it('is truncated on the page, with a note', () => {
    const { details, messages } = detailsOf({ ...AWS, bucketName: huge, note: huge, [huge]: 'y' });
    const page = details.page();
    assert.ok(JSON.stringify([messages, page]).length < 200_000);
    assert.match(page.sections.flatMap(({ blocks }) => blocks.map(textOf)).join('\n'), /\nnote: x{9999}…\n/);
    assert.match(
      JSON.stringify(page),
      /"rest":"10,000,001 characters in total\. Copy the value or open it as JSON to see the rest\."/,
    );
  });

  it('is copied completely, also in code snippets', () => {
    const { details } = detailsOf({ ...AWS, bucketName: huge, note: huge });
    const sections = new Map(details.page().sections.map((section) => [section.id, section]));
    assert.deepEqual(details.valueToCopy(placeOf(sections.get('identity'), 'note')), {
      text: huge,
      removed: 0,
      label: 'note',
    });
    const terraform = details.valueToCopy(placeOf(sections.get('references'), 'Terraform: Import and Resource'));
    // A regular expression over a text this long overflows the stack in Node 20.
    const text = terraform?.text ?? '';
    assert.ok(text.startsWith('import {\n') && text.includes('🪣"\n') && text.endsWith('}'));
  });

  it('is copied without control characters, which would take effect in a terminal', () => {
    const { details } = detailsOf({ ...AWS, note: 'a\nrm -rf ~\n\u0003' });
    const identity = details.page().sections.find(({ id }) => id === 'identity');
    assert.deepEqual(details.valueToCopy(placeOf(identity, 'note')), { text: 'arm -rf ~', removed: 3, label: 'note' });
  });

  it('is copied only from where the page showed it', () => {
    const { details } = detailsOf(AWS);
    const identity = details.page().sections.find(({ id }) => id === 'identity');
    const place = placeOf(identity, 'Project ID');
    assert.equal(details.valueToCopy(place)?.text, PROJECT_ID);
    for (const other of [
      { version: place.version + 1 },
      { block: 7 },
      { value: 700 },
      { section: 'usedBy' as const },
    ]) {
      assert.equal(details.valueToCopy({ ...place, ...other }), undefined);
    }
  });

  it('may contain a field that is nested deeper than the stack allows', () => {
    let deep: unknown = 0;
    for (let level = 0; level < 100_000; level += 1) {
      deep = [deep];
    }
    const { details } = detailsOf({ ...AWS, deep });
    assert.match(
      details
        .page()
        .sections.flatMap(({ blocks }) => blocks.map(textOf))
        .join('\n'),
      /deep: …/,
    );
  });
});
