import assert from 'node:assert/strict';
import { ApiError } from '../../../src/atlas/errors';
import { CredentialError, type Credential } from '../../../src/credentials/credential';
import { checkAccess } from '../../../src/signIn/accessCheck';
import { clientOf, useSimulator } from '../client/support';

describe('What a credential can see', () => {
  const simulator = useSimulator();

  const look = (name: keyof ReturnType<typeof simulator>['world']['credentials']) => {
    const { method, id, secret } = simulator().world.credentials[name];
    const { origin } = simulator();
    const credential: Credential = { id: 'one', name, origin, method, keyId: id, source: 'stored' };
    const { client } = clientOf(simulator(), { origin, keys: { method, id, secret } });
    return checkAccess(credential, { clientOf: () => Promise.resolve(client) });
  };

  it('is its organization, the number of its projects, and what its roles reach', async () => {
    const [organization, projects, buckets, jobs] = await look('apiKey');
    assert.ok(organization?.kind === 'organization' && projects?.kind === 'projects');
    assert.equal(organization.organization.name, 'Contoso Retail');
    assert.ok(projects.count > 1);
    assert.ok(buckets?.kind === 'exportBuckets');
    assert.equal(buckets.failure, undefined);
    assert.equal(jobs, undefined);
  });

  it('lacks export jobs without Project Backup Manager, where there is a cluster to ask about', async () => {
    const { world } = simulator();
    const { organizationId } = world.credentials.apiKey;
    const [first] = world.projects
      .filter((project) => project.organizationId === organizationId)
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const cluster = world.projects.flatMap(({ clusters }) => clusters)[0];
    assert.ok(first && cluster);
    first.clusters.push(cluster);
    const jobs = (await look('apiKey')).at(-1);
    assert.ok(jobs?.kind === 'exportJobs' && jobs.failure instanceof ApiError);
    assert.deepEqual([jobs.where, jobs.failure.status], [cluster.name, 401]);
  });

  it('lacks what Atlas refuses, one by one', async () => {
    simulator().fault({ path: /exportBuckets/, answer: { status: 401, errorCode: 'USER_UNAUTHORIZED' } });
    simulator().fault({ path: /\/orgs/, answer: { status: 401, errorCode: 'USER_UNAUTHORIZED' } });
    const sights = await look('apiKey');
    assert.deepEqual(
      sights.flatMap((sight) => ('failure' in sight && sight.failure instanceof ApiError ? [sight.kind] : [])),
      ['organizations', 'exportBuckets'],
    );
  });

  describe('in the first project', () => {
    const firstProject = () => {
      const { world } = simulator();
      const { organizationId } = world.credentials.apiKey;
      const [first] = world.projects
        .filter((project) => project.organizationId === organizationId)
        .sort((one, other) => (one.name < other.name ? -1 : 1));
      assert.ok(first);
      return first;
    };
    const addClusters = (...names: readonly string[]): void => {
      const template = simulator().world.projects.flatMap(({ clusters }) => clusters)[0];
      assert.ok(template);
      firstProject().clusters.push(...names.map((name) => ({ ...template, name, id: simulator().world.newId() })));
    };

    it('are seen where Atlas cannot count in time', async () => {
      addClusters('one');
      const answer = { status: 500, errorCode: 'TIMEOUT_WHILE_PAGING', detail: 'Retry with includeCount=false.' };
      simulator().fault({ path: /^(?!.*includeCount=false).*(orgs|groups)/, method: 'GET', answer });
      const sights = await look('apiKey');
      assert.deepEqual(
        sights.map((sight) => [
          sight.kind,
          'failure' in sight && sight.failure instanceof ApiError && sight.failure.status,
        ]),
        [
          ['organization', false],
          ['projects', false],
          ['exportBuckets', false],
          ['exportJobs', 401],
        ],
      );
      assert.deepEqual(sights[1], { kind: 'projects', count: 1, isMinimum: true });
    });

    it('are never counted as less than what is seen of them', async () => {
      const json = { results: [{ id: firstProject().id, name: 'one' }], totalCount: 0, links: [{ rel: 'next' }] };
      simulator().fault({
        path: /groups\?/,
        answer: { status: 200, body: JSON.stringify(json), headers: { 'Content-Type': 'application/json' } },
      });
      assert.deepEqual((await look('apiKey'))[1], { kind: 'projects', count: 1, isMinimum: true });
    });

    it('says nothing of jobs where the clusters have no backups or are gone', async () => {
      addClusters('one', 'two');
      simulator().fault({ path: /\/backup\/exports/, answer: { status: 400, errorCode: 'BACKUP_JOB_NOT_FOUND' } });
      assert.equal((await look('apiKey')).at(-1)?.kind, 'exportBuckets');
    });

    it('tries another cluster where the first is gone', async () => {
      addClusters('one', 'two');
      simulator().fault({ path: /one\/backup\/exports/, answer: { status: 404, errorCode: 'CLUSTER_NOT_FOUND' } });
      const jobs = (await look('apiKey')).at(-1);
      assert.ok(jobs?.kind === 'exportJobs' && jobs.failure instanceof ApiError);
      assert.equal(jobs.where, 'two');
    });

    it('says why the jobs are unknown where the clusters cannot be listed or read', async () => {
      addClusters('one');
      Object.assign(firstProject().clusters.at(-1) ?? {}, { name: null });
      assert.deepEqual((await look('apiKey')).at(-1), { kind: 'unreadable', what: 'clusters', rows: 1 });
      simulator().fault({ path: /\/clusters/, answer: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
      const jobs = (await look('apiKey')).at(-1);
      assert.ok(jobs?.kind === 'exportJobs' && jobs.failure instanceof ApiError);
    });
  });

  it('is nothing without its secret', async () => {
    const failure = new CredentialError('secretMissing');
    const credential: Credential = {
      id: 'one',
      name: 'x',
      origin: simulator().origin,
      method: 'apiKey',
      keyId: 'x',
      source: 'stored',
    };
    assert.deepEqual(await checkAccess(credential, { clientOf: () => Promise.reject(failure) }), [
      { kind: 'everything', failure },
    ]);
  });
});
