import assert from 'node:assert/strict';
import { sampleWorld } from '../../atlas/world';

describe('simulator: sample data', () => {
  const today = new Date('2026-11-27T12:00:00Z');
  const world = sampleWorld(today);
  const buckets = world.projects.flatMap(({ exportBuckets }) => exportBuckets);

  it('is the same in every run', () => {
    const other = sampleWorld(today);
    assert.deepEqual(other.projects, world.projects);
    assert.deepEqual(other.organizations, world.organizations);
    assert.equal(other.newId(), world.newId());
  });

  it('has unique valid ObjectIds with plausible dates', () => {
    const ids = [...world.organizations, ...world.projects].map(({ id }) => id).concat(buckets.map(({ _id }) => _id));
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) {
      assert.match(id, /^[0-9a-f]{24}$/);
      const year = new Date(parseInt(id.slice(0, 8), 16) * 1000).getUTCFullYear();
      assert.ok(year >= 2019 && year <= 2026, id);
    }
  });

  it('has credentials in the right format', () => {
    const { serviceAccount, ...keys } = world.credentials;
    assert.match(serviceAccount.id, /^mdb_sa_id_[0-9a-f]{24}$/);
    assert.match(serviceAccount.secret, /^mdb_sa_sk_[0-9a-zA-Z_-]{40}$/);
    for (const key of Object.values(keys)) {
      assert.match(key.id, /^[a-z]{8}$/);
      assert.match(key.secret, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    }
  });

  it('has the documented examples', () => {
    const bucketsOf = (name: keyof typeof world.examples) => world.project(world.examples[name])?.exportBuckets ?? [];
    assert.equal(bucketsOf('archive').length, 2508);
    assert.ok(bucketsOf('archive').every(({ bucketName }) => bucketName === 'test-bucket'));
    assert.deepEqual(bucketsOf('empty'), []);
    assert.deepEqual(
      bucketsOf('mixed').map(({ cloudProvider }) => cloudProvider),
      ['AWS', 'AZURE', 'GCP'],
    );
    assert.ok(bucketsOf('odd').length > 5);
    assert.ok(bucketsOf('forbidden').length > 0);
    const visible = world.visibleProjects(world.credentials.apiKey.id);
    assert.ok(visible.some(({ id }) => id === world.examples.forbidden));
    assert.ok(visible.length >= 45);
  });

  it('rejects changes to unknown projects and buckets', () => {
    assert.throws(() => world.addExportBucket('none'), /no project none/);
    assert.throws(() => {
      world.removeExportBucket(world.examples.aws, 'none');
    }, /no export bucket none/);
  });
});
