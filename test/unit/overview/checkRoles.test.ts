import assert from 'node:assert/strict';
import { BucketFindings } from '../../../src/details/bucketFindings';
import { checkRoles, projectsToCheck } from '../../../src/overview/checkRoles';
import { gate } from '../atlas/support';
import { paths, PROJECTS, useSimulator, warmClientOf } from '../client/support';
import { targetIn } from '../details/support';
import { project, snapshot } from './snapshots';

describe('Checking the roles of the overview', () => {
  const simulator = useSimulator();
  const projectIn = (key: keyof typeof PROJECTS, ...names: readonly string[]) => ({
    ...project(key, []),
    project: { id: PROJECTS[key], name: key },
    buckets: names.map((name) => targetIn(simulator(), key, name).bucket),
  });

  it('sends one request per project, and records which export buckets have a broken role', async () => {
    const { client } = await warmClientOf(simulator());
    const findings = new BucketFindings();
    const broken = projectIn('broken', 'contoso-legacy-orphaned', 'contoso-legacy-pending', 'contoso-legacy-oci');
    const fine = projectIn('mixed', 'contoso-lake-exports', 'contoso-lake-azure');
    const known = snapshot([broken, fine, project('empty', [])], { findings });
    const steps: number[] = [];
    const failures = await checkRoles(projectsToCheck(known), {
      clientOf: () => Promise.resolve(client),
      findings,
      signal: new AbortController().signal,
      onProgress: (done) => steps.push(done),
    });
    assert.deepEqual([failures, steps], [[], [1, 2]]);
    assert.equal(paths(simulator()).length, 2);
    assert.deepEqual(
      [...broken.buckets, ...fine.buckets].map(({ _id }) => findings.of(_id).hasBrokenRole),
      ['yes', 'yes', 'unknown', 'no', 'unknown'],
    );
    assert.deepEqual(projectsToCheck(known), []);
  });

  it('checks a project again after it was refreshed, and keeps nothing that was requested before', async () => {
    const { client } = await warmClientOf(simulator());
    const findings = new BucketFindings();
    const known = snapshot([projectIn('mixed', 'contoso-lake-exports'), projectIn('aws', 'contoso-mongodb-exports')], {
      findings,
    });
    const toCheck = (): string[] => projectsToCheck(known).map(({ project: { name } }) => name);
    const check = () =>
      checkRoles(projectsToCheck(known), {
        clientOf: () => Promise.resolve(client),
        findings,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
    assert.deepEqual(await check(), []);
    assert.deepEqual(toCheck(), []);
    findings.forgetProject(PROJECTS.mixed);
    assert.deepEqual(toCheck(), ['mixed']);
    const held = gate();
    simulator().fault({ path: /cloudProviderAccess/, times: 1, response: { hold: held.opened } });
    const checked = check();
    findings.forgetProject(PROJECTS.mixed);
    held.open();
    assert.deepEqual([await checked, toCheck()], [[], ['mixed']]);
    simulator().fault({ path: /cloudProviderAccess/, times: 1, response: { status: 403 } });
    const [failure = assert.fail()] = await check();
    assert.equal(failure.isCurrent(), true);
    findings.forgetAll();
    assert.equal(failure.isCurrent(), false);
  });

  it('names the projects that failed, which stay unchecked, and can be canceled', async () => {
    const { client } = await warmClientOf(simulator());
    const findings = new BucketFindings();
    const known = snapshot([projectIn('mixed', 'contoso-lake-exports'), projectIn('aws', 'contoso-mongodb-exports')], {
      findings,
    });
    simulator().fault({ path: new RegExp(`${PROJECTS.aws}/cloudProviderAccess`), response: { status: 403 } });
    const options = { clientOf: () => Promise.resolve(client), findings, onProgress: () => undefined };
    const failures = await checkRoles(projectsToCheck(known), { ...options, signal: new AbortController().signal });
    assert.deepEqual(
      failures.map(({ project: { project: failed } }) => failed.name),
      ['aws'],
    );
    assert.deepEqual(
      projectsToCheck(known).map(({ project: { name } }) => name),
      ['aws'],
    );
    await assert.rejects(checkRoles(projectsToCheck(known), { ...options, signal: AbortSignal.abort() }), {
      name: 'AbortError',
    });
  });

  it('checks the projects of other credentials if one is removed in between', async () => {
    const { client } = await warmClientOf(simulator());
    const findings = new BucketFindings();
    const removed = { ...projectIn('aws', 'contoso-mongodb-exports'), credentialId: 'removed' };
    const known = snapshot([removed, projectIn('mixed', 'contoso-lake-exports')], { findings });
    const failures = await checkRoles(projectsToCheck(known), {
      clientOf: (id) =>
        id === 'removed' ? Promise.reject(new DOMException('', 'AbortError')) : Promise.resolve(client),
      findings,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    assert.deepEqual(
      failures.map(({ project: { credentialId } }) => credentialId),
      ['removed'],
    );
    assert.deepEqual(projectsToCheck(known), [removed]);
  });

  it('reports no progress after it was canceled', async () => {
    const { client } = await warmClientOf(simulator());
    const findings = new BucketFindings();
    const known = snapshot([projectIn('mixed', 'contoso-lake-exports'), projectIn('aws', 'contoso-mongodb-exports')], {
      findings,
    });
    simulator().fault({ path: /cloudProviderAccess/, response: { hang: 'beforeHeaders' } });
    const held = gate();
    const steps: number[] = [];
    const canceled = new AbortController();
    const checking = checkRoles(projectsToCheck(known), {
      clientOf: () => held.opened.then(() => client),
      findings,
      signal: canceled.signal,
      onProgress: (done) => steps.push(done),
    });
    canceled.abort();
    held.open();
    await assert.rejects(checking, { name: 'AbortError' });
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(steps, []);
  });
});
