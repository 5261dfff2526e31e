import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readPageRequest } from '../../../src/details/pageRequest';
import { readTarget, writeTarget } from '../../../src/details/detailsTarget';
import { AWS, hostileText, PROJECT_ID } from '../references/support';
import { pageHtml } from '../../../src/webview/pageHtml';

const TARGET = { credentialId: 'c', project: { id: PROJECT_ID, name: 'p', orgId: undefined }, bucket: AWS };
/** Returns an array nested this many levels deep. */
function nested(levels: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < levels; level += 1) {
    value = [value];
  }
  return value;
}

describe('A request from a details page', () => {
  it('is read if it is valid', () => {
    for (const request of [
      { type: 'ready' },
      { type: 'used' },
      { type: 'load', section: 'role' },
      { type: 'cancel' },
      { type: 'fix', section: 'identity' },
      { type: 'action', action: 'openCloudConsole' },
      { type: 'action', action: 'copyAs' },
      { type: 'copyId' },
      { type: 'selectSnippet', id: 'goSdk' },
      { type: 'copy', section: 'identity', version: 1, block: 0, value: 3 },
    ]) {
      assert.deepEqual(readPageRequest(request), request);
    }
  });

  it('is ignored if it is anything else', () => {
    for (const request of [
      undefined,
      'ready',
      { type: 'eval' },
      { type: 'ready', more: 1 },
      { type: 'load', section: 'secret' },
      { type: 'load', section: 'references' },
      { type: 'action', action: 'removeCredential' },
      { type: 'copyId', id: 'x' },
      { type: 'selectSnippet', id: 'x' },
      { type: 'action', action: 'toString' },
      { type: 'copy', section: 'identity', version: 1, block: 0 },
      { type: 'copy', section: 'identity', version: 1, block: 0, value: -1 },
      { type: 'copy', section: 'identity', version: 1, block: 0, value: 3, text: 'x' },
    ]) {
      assert.equal(readPageRequest(request), undefined);
    }
    fc.assert(fc.property(fc.anything(), (message) => readPageRequest(message) === undefined));
  });
});

describe('The state that a details page keeps across window reloads', () => {
  it('can be read with any bucket name', () => {
    fc.assert(
      fc.property(hostileText, (bucketName) => {
        const target = { ...TARGET, bucket: { ...AWS, bucketName } };
        const { _id, cloudProvider, iamRoleId } = AWS;
        const expected = { ...TARGET, bucket: { _id, bucketName, cloudProvider, iamRoleId } };
        assert.deepEqual(readTarget(writeTarget(target)), JSON.parse(JSON.stringify(expected)));
      }),
    );
  });

  it('is short even with long names and unknown fields', () => {
    const bucket = { ...AWS, bucketName: 'x'.repeat(1_000_000), more: 'y'.repeat(1_000_000), deep: nested(20_000) };
    const kept = writeTarget({ ...TARGET, bucket });
    assert.ok(kept.length < 1000);
    assert.equal(readTarget(kept)?.bucket._id, AWS._id);
  });

  it('is ignored if it is invalid', () => {
    for (const state of [undefined, 7, '', '{', '{}', JSON.stringify({ ...TARGET, bucket: { _id: 'x' } })]) {
      assert.equal(readTarget(state), undefined);
    }
  });
});

describe('The HTML of a page', () => {
  it('loads only its script and its styles, and escapes its parameters', () => {
    const html = pageHtml({
      cspSource: 'https://*.x "><script>',
      nonce: 'abc',
      script: 'https://x/page.js',
      styles: ['https://x/a.css', 'https://x/"b.css'],
      locale: 'en',
      title: '<img src=x onerror=alert(1)>',
    });
    assert.match(html, /content="default-src &#39;none&#39;; script-src &#39;nonce-abc&#39;; style-src https:/);
    assert.match(html, /; base-uri &#39;none&#39;; form-action &#39;none&#39;"/);
    assert.doesNotMatch(html, /unsafe|<img|x "><script>|"b\.css/);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.equal(html.match(/<link/g)?.length, 2);
  });
});
