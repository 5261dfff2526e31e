import assert from 'node:assert/strict';
import { ApiError } from '../../../src/atlas/errors';
import { CredentialError, type Credential } from '../../../src/credentials/credential';
import { checkAccess } from '../../../src/signIn/accessCheck';
import { clientOf, useSimulator } from '../client/support';

describe('checkAccess', () => {
  const simulator = useSimulator();
  const { signal } = new AbortController();

  const check = (name: keyof ReturnType<typeof simulator>['world']['credentials']) => {
    const { method, id, secret } = simulator().world.credentials[name];
    const { origin } = simulator();
    const credential: Credential = { id: 'one', name, origin, method, keyId: id, source: 'stored' };
    const { client } = clientOf(simulator(), { origin, keys: { method, id, secret } });
    return checkAccess(credential, { clientOf: () => Promise.resolve(client) }, signal);
  };

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

  it('returns the organization, the number of projects, and access to export buckets', async () => {
    const [organization, projects, buckets, jobs] = await check('apiKey');
    assert.ok(organization?.kind === 'organization' && projects?.kind === 'projects');
    assert.equal(organization.organization.name, 'Contoso Retail');
    assert.ok(projects.count > 1);
    assert.ok(buckets?.kind === 'exportBuckets');
    assert.equal(buckets.failure, undefined);
    assert.equal(jobs, undefined);
  });

  it('reports missing access to export jobs without the Project Backup Manager role', async () => {
    addClusters('one');
    const jobs = (await check('apiKey')).at(-1);
    assert.ok(jobs?.kind === 'exportJobs' && jobs.failure instanceof ApiError);
    assert.deepEqual([jobs.where, jobs.failure.status], ['one', 401]);
  });

  it('reports each request that Atlas rejects', async () => {
    simulator().fault({ path: /exportBuckets/, response: { status: 401, errorCode: 'USER_UNAUTHORIZED' } });
    simulator().fault({ path: /\/orgs/, response: { status: 401, errorCode: 'USER_UNAUTHORIZED' } });
    const checks = await check('apiKey');
    assert.deepEqual(
      checks.flatMap((one) => ('failure' in one && one.failure instanceof ApiError ? [one.kind] : [])),
      ['organizations', 'exportBuckets'],
    );
  });

  describe('for the first project', () => {
    it('returns a minimum number of projects if Atlas times out while counting', async () => {
      addClusters('one');
      const response = { status: 500, errorCode: 'TIMEOUT_WHILE_PAGING', detail: 'Retry with includeCount=false.' };
      simulator().fault({ path: /^(?!.*includeCount=false).*(orgs|groups)/, method: 'GET', response });
      const checks = await check('apiKey');
      assert.deepEqual(
        checks.map((one) => [one.kind, 'failure' in one && one.failure instanceof ApiError && one.failure.status]),
        [
          ['organization', false],
          ['projects', false],
          ['exportBuckets', false],
          ['exportJobs', 401],
        ],
      );
      assert.deepEqual(checks[1], { kind: 'projects', count: 1, isMinimum: true });
    });

    it('never returns a number of projects below the number of loaded rows', async () => {
      const json = { results: [{ id: firstProject().id, name: 'one' }], totalCount: 0, links: [{ rel: 'next' }] };
      simulator().fault({
        path: /groups\?/,
        response: { status: 200, body: JSON.stringify(json), headers: { 'Content-Type': 'application/json' } },
      });
      assert.deepEqual((await check('apiKey'))[1], { kind: 'projects', count: 1, isMinimum: true });
    });

    it('returns nothing about export jobs if the clusters have no backups or no longer exist', async () => {
      addClusters('one', 'two');
      simulator().fault({ path: /\/backup\/exports/, response: { status: 400, errorCode: 'BACKUP_JOB_NOT_FOUND' } });
      assert.equal((await check('apiKey')).at(-1)?.kind, 'exportBuckets');
    });

    it('tries another cluster if the first one no longer exists', async () => {
      addClusters('one', 'two');
      simulator().fault({ path: /one\/backup\/exports/, response: { status: 404, errorCode: 'CLUSTER_NOT_FOUND' } });
      const jobs = (await check('apiKey')).at(-1);
      assert.ok(jobs?.kind === 'exportJobs' && jobs.failure instanceof ApiError);
      assert.equal(jobs.where, 'two');
    });

    it('reports why export jobs could not be checked if the clusters could not be listed or read', async () => {
      addClusters('one');
      Object.assign(firstProject().clusters.at(-1) ?? {}, { name: null });
      assert.deepEqual((await check('apiKey')).at(-1), { kind: 'unreadable', what: 'clusters', rows: 1 });
      simulator().fault({ path: /\/clusters/, response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
      const jobs = (await check('apiKey')).at(-1);
      assert.ok(jobs?.kind === 'exportJobs' && jobs.failure instanceof ApiError);
    });
  });

  it('reports no access without the secret', async () => {
    const failure = new CredentialError('secretMissing');
    const credential: Credential = {
      id: 'one',
      name: 'x',
      origin: simulator().origin,
      method: 'apiKey',
      keyId: 'x',
      source: 'stored',
    };
    assert.deepEqual(await checkAccess(credential, { clientOf: () => Promise.reject(failure) }, signal), [
      { kind: 'everything', failure },
    ]);
  });
});
