import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ATLAS_FOR_GOVERNMENT_ORIGIN, ATLAS_ORIGIN } from '../../../src/atlas/origin';
import { readBucketLink, writeBucketLink, type LinkParts } from '../../../src/references/bucketLink';

const PROJECT = '5f3c1a80b6d4e21f7a9c0dee';
const BUCKET = '62c8a1b2c3d4e5f6a7b8c9d0';
const EXTENSION = 'publisher.name';

/** Returns the parts of a link as VS Code passes them to a handler. */
function partsOf(link: string): LinkParts {
  const { pathname, search, hash } = new URL(link);
  return { path: pathname, query: decodeURIComponent(search.slice(1)), fragment: hash.slice(1) };
}

const id = fc.stringMatching(/^[a-f0-9]{24}$/);
const origin = fc.oneof(
  fc.constantFrom(
    ATLAS_ORIGIN,
    ATLAS_FOR_GOVERNMENT_ORIGIN,
    'http://127.0.0.1:8080',
    'http://[::1]:1',
    'http://localhost',
  ),
  fc.domain().map((host) => new URL(`https://${host}`).origin),
);
const part = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    `/bucket/${PROJECT}/${BUCKET}`,
    `/bucket/${PROJECT.toUpperCase()}/${BUCKET}`,
    `/bucket/${PROJECT}/${BUCKET}/`,
    `/bucket/../${PROJECT}/${BUCKET}`,
    `/bucket/${PROJECT}/${BUCKET}%2f..`,
    `/bucket/${PROJECT}\n/${BUCKET}`,
    'baseUrl=cloud.mongodb.com',
    'baseUrl=CLOUD.mongodb.com',
    'baseUrl=https://cloud.mongodb.com',
    'baseUrl=cloud.mongodb.com:443',
    'baseUrl=cloud.mongodb.com/',
    'baseUrl=cloud.mongodb.com@evil.example',
    'baseUrl=http://evil.example',
    'baseUrl=javascript://evil.example',
    'baseUrl=cloud.mongodb.com&baseUrl=evil.example',
    'origin=cloud.mongodb.com',
    '',
  ),
);

describe('A link to an export bucket', () => {
  it('contains the host of the base URL, and no name', () => {
    const link = { projectId: PROJECT, exportBucketId: BUCKET, origin: ATLAS_ORIGIN };
    assert.equal(
      writeBucketLink(link, 'vscode-insiders', EXTENSION),
      `vscode-insiders://publisher.name/bucket/${PROJECT}/${BUCKET}?baseUrl=cloud.mongodb.com`,
    );
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(id, id, origin, (projectId, exportBucketId, base) => {
        const link = { projectId, exportBucketId, origin: base };
        assert.deepEqual(readBucketLink(partsOf(writeBucketLink(link, 'vscode', EXTENSION))), link);
      }),
    );
  });

  it('is refused unless it is exactly as this extension writes it', () => {
    fc.assert(
      fc.property(part, part, fc.oneof(fc.constant(''), part), (path, query, fragment) => {
        const link = readBucketLink({ path, query, fragment });
        if (link !== undefined) {
          assert.deepEqual(partsOf(writeBucketLink(link, 'vscode', EXTENSION)), { path, query, fragment });
        }
      }),
      { numRuns: 2000 },
    );
  });

  for (const [what, change] of Object.entries<Partial<LinkParts>>({
    'an ID in upper case': { path: `/bucket/${PROJECT.toUpperCase()}/${BUCKET}` },
    'an ID that is too short': { path: `/bucket/${PROJECT.slice(1)}/${BUCKET}` },
    'a line break after an ID': { path: `/bucket/${PROJECT}/${BUCKET}\n` },
    'another path': { path: `/project/${PROJECT}/${BUCKET}` },
    'a longer path': { path: `/bucket/${PROJECT}/${BUCKET}/x` },
    'no base URL': { query: '' },
    'two base URLs': { query: 'baseUrl=cloud.mongodb.com&baseUrl=cloud.mongodb.com' },
    'a base URL with a path': { query: 'baseUrl=cloud.mongodb.com/x' },
    'a base URL with user info': { query: 'baseUrl=x@cloud.mongodb.com' },
    'a base URL in another spelling': { query: 'baseUrl=Cloud.MongoDB.com' },
    'a base URL without TLS': { query: 'baseUrl=http://cloud.mongodb.com' },
    'another parameter': { query: 'baseUrl=cloud.mongodb.com&add=1' },
    'a fragment': { fragment: 'x' },
  })) {
    it(`is refused with ${what}`, () => {
      const good = { path: `/bucket/${PROJECT}/${BUCKET}`, query: 'baseUrl=cloud.mongodb.com', fragment: '' };
      assert.notEqual(readBucketLink(good), undefined);
      assert.equal(readBucketLink({ ...good, ...change }), undefined);
    });
  }
});
