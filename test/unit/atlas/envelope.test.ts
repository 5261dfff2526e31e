import assert from 'node:assert/strict';
import { openEnvelope, withoutEnvelope } from '../../../src/atlas/envelope';
import { decodePage, ExportBucketSchema } from '../../../src/atlas/models';
import { response } from './support';

const BUCKET = { _id: '65566a5f1d4b3b0ca4f3b78b', bucketName: 'test-bucket', cloudProvider: 'AWS' };

describe('Envelopes', () => {
  for (const [what, body, expected] of [
    ['one resource', { status: 200, content: BUCKET }, { status: 200, content: BUCKET }],
    ['an error', { status: 404, content: { errorCode: 'X' } }, { status: 404, content: { errorCode: 'X' } }],
    ['nothing', { status: 200, content: null }, { status: 200, content: null }],
  ] as const) {
    it(`opens one of ${what}`, () => {
      assert.deepEqual(openEnvelope(body), expected);
    });
  }

  it('opens one of a list, with the status beside the results', () => {
    const body = { status: 200, results: [BUCKET], totalCount: 1, links: [{ href: 'x', rel: 'next' }] };
    const opened = openEnvelope(body);
    assert.equal(opened?.status, 200);
    assert.deepEqual(decodePage(ExportBucketSchema, opened.content, 100), {
      items: [BUCKET],
      unreadable: 0,
      totalCount: 1,
      mayContinue: true,
    });
  });

  for (const body of [
    undefined,
    null,
    'x',
    [],
    {},
    BUCKET,
    { results: [] },
    { content: BUCKET },
    { status: 200 },
    { status: '200', content: BUCKET },
    { status: 200.5, content: BUCKET },
    { status: '200', results: [] },
    { status: 200, results: {} },
  ]) {
    it(`finds none in ${JSON.stringify(body)}`, () => {
      assert.equal(openEnvelope(body), undefined);
    });
  }
});

describe('A response without its envelope', () => {
  const opened = (status: number, body: string): unknown[] => {
    const { status: found, body: text } = withoutEnvelope(response(status, body));
    return [found, text];
  };

  it('has the status and the text inside of it', () => {
    assert.deepEqual(opened(200, '{"status":200, "content": {"n":1.0} }'), [200, '{"n":1.0}']);
    assert.deepEqual(opened(200, '{"status":429,"content":{"error":429}}'), [429, '{"error":429}']);
    const list = '{"results":[],"status":503}';
    assert.deepEqual(opened(200, list), [503, list]);
  });

  it('never turns a failure into a success', () => {
    assert.deepEqual(opened(503, '{"status":200,"content":{"n":1}}'), [503, '{"n":1}']);
  });

  for (const body of [
    '',
    '<html>',
    '{}',
    '{"status":200,"content":1,"status":404}',
    '{"status":200,"content":1,"content":2}',
  ]) {
    it(`is the same for ${body}`, () => {
      assert.deepEqual(opened(200, body), [200, body]);
    });
  }
});
