import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isPageMessage } from '../../../src/details/page/pageMessage';
import { readPageRequest } from '../../../src/details/pageRequest';
import { readTarget, writeTarget } from '../../../src/details/detailsTarget';
import { pageOf } from '../../../src/details/sections/page';
import { referenceBlocks } from '../../../src/details/sections/references';
import { AWS, hostileText, PROJECT_ID, subjectOf } from '../references/support';
import { pageHtml } from '../../../src/webview/pageHtml';
import { LANGUAGE } from './support';

const TARGET = { credentialId: 'c', project: { id: PROJECT_ID, name: 'p', orgId: undefined }, bucket: AWS };
const page = () => {
  const section = {
    id: 'references',
    version: 1,
    title: 'x',
    busy: false,
    blocks: referenceBlocks(subjectOf(AWS), LANGUAGE),
  } as const;
  return { type: 'page', page: pageOf(TARGET, AWS, [section], 'https://cloud.mongodb.com', LANGUAGE) };
};

/** An array of so many levels. */
function nested(levels: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < levels; level += 1) {
    value = [value];
  }
  return value;
}

describe('What a page asks', () => {
  it('is read when it is one of ours', () => {
    for (const request of [
      { type: 'ready' },
      { type: 'used' },
      { type: 'load', section: 'role' },
      { type: 'cancel', section: 'usedBy' },
      { type: 'fix', section: 'identity' },
      { type: 'action', action: 'openCloudConsole' },
      { type: 'copy', section: 'identity', version: 1, block: 0, value: 3 },
    ]) {
      assert.deepEqual(readPageRequest(request), request);
    }
  });

  it('is not when it is anything else', () => {
    for (const request of [
      undefined,
      'ready',
      { type: 'eval' },
      { type: 'ready', more: 1 },
      { type: 'load', section: 'secret' },
      { type: 'action', action: 'removeCredential' },
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

describe('What a page is told', () => {
  it('is taken whole, and with one field more, less or other not at all', () => {
    const whole = page();
    assert.ok(isPageMessage(whole));
    const change = (
      value: unknown,
      at: number,
      changes: readonly ((parent: object, key: string) => void)[],
    ): number => {
      let seen = at;
      for (const [key, child] of typeof value === 'object' && value !== null ? Object.entries(value) : []) {
        changes[seen]?.(value as object, key);
        seen = change(child, seen + 1, changes);
      }
      return seen;
    };
    const places = change(whole, 0, []);
    assert.ok(places > 60);
    for (let place = 0; place < places; place += 1) {
      const other = page();
      change(
        other,
        0,
        Object.assign([], { [place]: (parent: object, key: string) => Reflect.set(parent, key, Symbol()) }),
      );
      assert.equal(isPageMessage(other), false);
    }
    assert.equal(isPageMessage({ ...whole, more: 1 }), false);
    assert.equal(isPageMessage({ type: 'page' }), false);
    fc.assert(fc.property(fc.anything(), (message) => !isPageMessage(message)));
  });
});

describe('What a page keeps for the next window', () => {
  it('is read again, whatever the bucket is called', () => {
    fc.assert(
      fc.property(hostileText, (bucketName) => {
        const target = { ...TARGET, bucket: { ...AWS, bucketName } };
        const { _id, cloudProvider } = AWS;
        const expected = { ...TARGET, bucket: { _id, bucketName, cloudProvider } };
        assert.deepEqual(readTarget(writeTarget(target)), JSON.parse(JSON.stringify(expected)));
      }),
    );
  });

  it('is short, however long a name is and whatever else Atlas sent', () => {
    const bucket = { ...AWS, bucketName: 'x'.repeat(1_000_000), more: 'y'.repeat(1_000_000), deep: nested(20_000) };
    const kept = writeTarget({ ...TARGET, bucket });
    assert.ok(kept.length < 1000);
    assert.equal(readTarget(kept)?.bucket._id, AWS._id);
  });

  it('is nothing when it was not written by us', () => {
    for (const state of [undefined, 7, '', '{', '{}', JSON.stringify({ ...TARGET, bucket: { _id: 'x' } })]) {
      assert.equal(readTarget(state), undefined);
    }
  });
});

describe('The shell of a page', () => {
  it('loads its script and its styles and nothing else, and escapes what it is given', () => {
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
