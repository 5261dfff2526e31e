import assert from 'node:assert/strict';
import { KnownIds, LoadedSource, nodesOf, RememberedSource } from '../../../src/files/known';
import { projectNode } from '../../../src/model/nodes';
import { firstPageOf, rowOf } from '../model/support';

const PROJECT = { id: 'c'.repeat(24), name: 'shop' };
const ROLE = 'a'.repeat(24);
const bucket = (digit: string, bucketName: string, iamRoleId?: string) => ({
  _id: digit.repeat(24),
  bucketName,
  cloudProvider: 'AWS',
  iamRoleId,
});

async function loaded(...credentialIds: string[]) {
  const roots = credentialIds.map((id) => rowOf(id));
  const listed = await Promise.all(
    roots.map(async (root) => {
      const node = projectNode(root, PROJECT);
      const items = [bucket('1', 'archive', ROLE), bucket('2', 'reports', ROLE), bucket('3', 'logs')];
      const buckets = { items, unreadable: 0, totalCount: 3, mayContinue: false };
      return { node, list: await firstPageOf(node, { buckets }) };
    }),
  );
  const counts = { reads: 0 };
  const source = new LoadedSource({
    roots: () => {
      counts.reads += 1;
      return roots;
    },
    projectsOf: (root) => listed.filter(({ node }) => node.parent === root),
  });
  return { source, counts };
}

describe('What is known of IDs', () => {
  it('comes from the loaded lists: buckets, projects and the roles of buckets', async () => {
    const { source } = await loaded('one');
    const known = new KnownIds([source]);
    const describeIt = (id: string) =>
      known.get(id).map((item) => [item.kind, item.projectName, nodesOf([item]).map((node) => node.id)]);
    const rowId = (digit: string) => `b:one/${PROJECT.id}/${digit.repeat(24)}`;
    assert.deepEqual(describeIt('1'.repeat(24)), [['bucket', 'shop', [rowId('1')]]]);
    assert.deepEqual(describeIt(PROJECT.id), [['project', 'shop', [`p:one/${PROJECT.id}`]]]);
    assert.deepEqual(describeIt(ROLE), [['role', 'shop', [rowId('1'), rowId('2')]]]);
    assert.deepEqual(describeIt('f'.repeat(24)), []);
    assert.equal(known.isEmpty, false);
    assert.deepEqual(
      known.ofKind('role').map(({ id }) => id),
      [ROLE],
    );
  });

  it('has each bucket once for each credential', async () => {
    const { source } = await loaded('one', 'two');
    const known = new KnownIds([source]);
    assert.deepEqual(
      known.get('2'.repeat(24)).map(({ credential }) => credential.name),
      ['one', 'two'],
    );
    assert.equal(known.buckets.length, 6);
  });

  it('is read once, and again after a list was read', async () => {
    const { source, counts } = await loaded('one');
    const known = new KnownIds([source]);
    assert.equal(counts.reads, 0);
    known.get(ROLE);
    known.get(PROJECT.id);
    assert.equal(counts.reads, 1);
    known.clear();
    known.get(ROLE);
    assert.equal(counts.reads, 2);
  });

  it('prefers loaded lists to remembered ones', async () => {
    const { source } = await loaded('one');
    const readAt = 100;
    const old = (digit: string, name: string) => ({
      id: digit.repeat(24),
      name,
      provider: 'AWS',
      roleId: ROLE,
      region: undefined,
      readAt,
    });
    const project = { id: PROJECT.id, name: 'old name', buckets: [old('1', 'former'), old('9', 'gone')] };
    const remembered = new RememberedSource();
    remembered.replace([{ credential: rowOf('one').credential, remembered: new Map([[PROJECT.id, project]]) }]);
    const known = new KnownIds([source, remembered]);
    assert.deepEqual(
      known.buckets.map(({ name, readAt: at }) => [name, at]),
      [
        ['archive', undefined],
        ['reports', undefined],
        ['logs', undefined],
        ['gone', readAt],
      ],
    );
    assert.deepEqual(
      known.get(PROJECT.id).map(({ projectName }) => projectName),
      ['shop'],
    );
  });

  it('gives a role the age of its oldest remembered export bucket', async () => {
    const { source } = await loaded('one');
    const old = (digit: string, readAt: number) => ({
      id: digit.repeat(24),
      name: 'gone',
      provider: 'AWS',
      roleId: ROLE,
      region: undefined,
      readAt,
    });
    const project = { ...PROJECT, buckets: [old('8', 200), old('9', 100)] };
    const remembered = new RememberedSource();
    remembered.replace([{ credential: rowOf('one').credential, remembered: new Map([[PROJECT.id, project]]) }]);
    const ages = (known: KnownIds) => known.ofKind('role').map(({ readAt, buckets }) => [buckets.length, readAt]);
    assert.deepEqual(ages(new KnownIds([source])), [[2, undefined]]);
    assert.deepEqual(ages(new KnownIds([source, remembered])), [[4, 100]]);
  });
});
