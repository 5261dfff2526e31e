import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { arrange, type Arrangement } from '../../../src/tree/arrangement';
import { exportBucketNode, projectNode, type ExportBucketNode, type ProjectNode } from '../../../src/model/nodes';
import { rowOf } from '../model/support';

const root = rowOf('c');
const AS_IT_IS: Arrangement = { order: 'atlas', pinned: new Map(), providers: undefined, language: 'en' };

const project = (id: string, name: string) => projectNode(root, { id: id.repeat(24), name });
const bucket = (id: string, bucketName: string, cloudProvider = 'AWS'): ExportBucketNode =>
  exportBucketNode(project('f', 'p'), { _id: id.padStart(24, '0'), bucketName, cloudProvider });
const names = (rows: ReturnType<typeof arrange>): string[] =>
  rows.map((row) => (row.kind === 'project' ? row.project.name : row.bucket.bucketName));

const buckets = fc.uniqueArray(
  fc
    .tuple(
      fc.stringMatching(/^[a-f0-9]{24}$/),
      fc.constantFrom('a', 'B', 'ä', 'b10', 'b9'),
      fc.constantFrom('AWS', 'GCP'),
    )
    .map((parts) => bucket(...parts)),
  { selector: ({ id }) => id },
);

describe('The arrangement of a list', () => {
  it('keeps Atlas’s order by default', () => {
    fc.assert(
      fc.property(buckets, (rows) => {
        assert.deepEqual(arrange(rows, AS_IT_IS), rows);
      }),
    );
  });

  it('contains each row once in any order, and doesn’t depend on the order of the input', () => {
    fc.assert(
      fc.property(buckets, fc.constantFrom('name', 'newest'), (rows, order) => {
        const sorted = arrange(rows, { ...AS_IT_IS, order });
        assert.deepEqual(new Set(sorted), new Set(rows));
        assert.equal(sorted.length, rows.length);
        assert.deepEqual(arrange(rows.toReversed(), { ...AS_IT_IS, order }), sorted);
      }),
    );
  });

  it('sorts names by the rules of the language, and equal names by creation time', () => {
    const rows = [
      bucket('3', 'zebra'),
      bucket('2', 'b10'),
      bucket('9', 'b9'),
      bucket('1', 'b10'),
      bucket('4', 'Äpfel'),
    ];
    const sorted = arrange(rows, { ...AS_IT_IS, order: 'name' });
    assert.deepEqual(names(sorted), ['Äpfel', 'b9', 'b10', 'b10', 'zebra']);
    assert.deepEqual(sorted.slice(2, 4), [rows[3], rows[1]]);
  });

  it('puts the newest first', () => {
    const rows = [bucket('6', 'old'), bucket('6a', 'new'), bucket('7', 'older')];
    assert.deepEqual(names(arrange(rows, { ...AS_IT_IS, order: 'newest' })), ['new', 'older', 'old']);
  });

  it('puts pinned projects first, in the order of the other rows', () => {
    const rows = [project('a', 'orders'), project('b', 'Catalog'), project('c', 'returns'), project('d', 'billing')];
    const pinned = new Map(['c', 'b', '0'].map((id) => [id.repeat(24), project(id, 'stored').project]));
    assert.deepEqual(names(arrange(rows, { ...AS_IT_IS, pinned })), ['Catalog', 'returns', 'orders', 'billing']);
    assert.deepEqual(names(arrange(rows, { ...AS_IT_IS, pinned, order: 'name' })), [
      'Catalog',
      'returns',
      'billing',
      'orders',
    ]);
  });

  it('hides export buckets of other providers, and only projects that are known to have none of these providers', () => {
    const providers = new Set(['GCP', 'ORACLE']);
    const rows = [bucket('1', 'aws'), bucket('2', 'gcp', 'GCP'), bucket('3', 'new', 'ORACLE')];
    assert.deepEqual(names(arrange(rows, { ...AS_IT_IS, providers })), ['gcp', 'new']);
    const projects = [project('a', 'orders'), project('b', 'billing')];
    assert.deepEqual(names(arrange(projects, { ...AS_IT_IS, providers })), ['orders', 'billing']);
    const isWithoutMatch = ({ project: { name } }: ProjectNode): boolean => name === 'billing';
    assert.deepEqual(names(arrange(projects, { ...AS_IT_IS, providers, isWithoutMatch })), ['orders']);
    assert.deepEqual(names(arrange(projects, { ...AS_IT_IS, isWithoutMatch })), ['orders', 'billing']);
  });
});
