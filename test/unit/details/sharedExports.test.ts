import assert from 'node:assert/strict';
import { ProjectCache } from '../../../src/details/projectCache';
import { ExportsStore } from '../../../src/exports/health/exportsStore';
import { readHealth } from '../../../src/exports/health/readHealth';
import type { Needs } from '../../../src/exports/health/projectToCheck';
import { paths, until, useSimulator, warmClientOf } from '../client/support';
import { detailsOf, targetIn } from './support';

describe('The details of an export bucket after a check of exports', () => {
  const simulator = useSimulator();
  const never = new AbortController().signal;
  /** Opens an export bucket of a project that was checked, or is being checked, with a credential without any role for jobs. */
  const open = async (bucketName: string, key: 'mixed' | 'broken' = 'mixed') => {
    const made = await warmClientOf(simulator());
    const store = new ExportsStore();
    const target = targetIn(simulator(), key, bucketName);
    const opened = detailsOf(simulator(), made, target, { cache: new ProjectCache(store) });
    const projectKey = { credentialId: target.credentialId, projectId: target.project.id };
    const check = (needs: Needs = 'health') =>
      readHealth(
        [
          {
            project: target.project,
            credential: { id: 'c', name: 'Contoso' },
            client: made.client,
            responses: store.of(projectKey),
          },
        ],
        { signal: never, now: Date.now(), needs },
      );
    const status = (): string => opened.details.page().header.status[1]?.text ?? '';
    return { ...opened, store, projectKey, check, status };
  };

  it('show what the check loaded, without a request', async () => {
    const { details, settled, shown, check, status } = await open('contoso-lake-exports');
    await check();
    simulator().clearRequests();
    details.open();
    await settled();
    assert.equal(status(), '1 cluster exporting, last result not loaded');
    assert.match(shown('usedBy'), /1 cluster exports to this bucket[^]*^\[information\] Partly loaded: /m);
    assert.match(shown('usedBy'), /lake \| yes \| monthly/);
    assert.match(shown('usedBy'), /^Loaded 20\d\d-.+ UTC\. Refresh loads it again\.$/m);
    assert.match(shown('health'), /^lake \| broken \| .*\| Never exports: /m);
    assert.doesNotMatch(shown('health'), /^lake-staging/m);
    assert.ok(!paths(simulator()).some((path) => path.includes('/clusters')));
  });

  it('show what a check loads while they are open', async () => {
    const { details, settled, shown, check, status } = await open('contoso-lake-exports');
    details.open();
    await settled();
    assert.equal(status(), 'Exports not checked');
    assert.match(shown('health'), /\(Check Exports…\)/);
    await check();
    await until(() => /^lake \| broken/m.test(shown('health')) && shown('usedBy').includes('Partly loaded'));
    assert.equal(status(), '1 cluster exporting, last result not loaded');
    details.dispose();
  });

  it('load only the rest when the user searches for clusters', async () => {
    const { details, settled, shown, check } = await open('contoso-lake-exports');
    await check();
    simulator().clearRequests();
    details.load('usedBy');
    await settled();
    // The check found out that the role doesn’t allow export jobs, and a retry finds out again.
    assert.deepEqual(
      paths(simulator()).map((path) => path.replace(/.*clusters\/|\?.*/g, '')),
      ['lake/backup/exports'],
    );
    assert.match(shown('usedBy'), /1 cluster exports to this bucket/);
  });

  it('keep saying that a search was canceled when they show what it has loaded', async () => {
    const { details, messages, shown } = await open('contoso-lake-exports');
    const end = simulator().fault({ path: /backup\/schedule/, response: { hang: 'beforeHeaders' } });
    details.load('usedBy');
    await until(() => shown('usedBy').includes('requests'));
    details.cancel();
    const shownBefore = messages.length;
    await until(() =>
      messages.slice(shownBefore).some((message) => message.type === 'section' && message.section.id === 'health'),
    );
    assert.match(shown('usedBy'), /Canceled: Not all clusters were checked/);
    end();
    details.dispose();
  });

  it('say that something is unknown if only the clusters of the bucket were searched', async () => {
    const { details, settled, shown, check } = await open('contoso-lake-exports');
    await check('usage');
    details.open();
    await settled();
    assert.match(shown('health'), /Can’t tell whether an alert is enabled for failed exports\. Not checked yet\./);
    assert.doesNotMatch(shown('health'), /\| fine/);
  });

  it('show nothing that was loaded before a refresh', async () => {
    const { details, settled, shown, check, status, store, projectKey } = await open('contoso-lake-exports');
    await check();
    details.open();
    await settled();
    store.forget(projectKey);
    await until(() => !shown('usedBy').includes('lake'));
    assert.match(shown('usedBy'), /\(Find Clusters\)/);
    assert.doesNotMatch(shown('health'), /lake/);
    assert.equal(status(), 'Exports not checked');
    details.dispose();
  });

  it('say that no schedule names the bucket only if all of them are loaded', async () => {
    const { details, shown, check } = await open('contoso-lake-gcp');
    const end = simulator().fault({ path: /lake-staging\/backup\/schedule/, response: { status: 404 } });
    await check();
    await until(() => shown('health').includes('not all of them are loaded'));
    end();
    await check();
    await until(() => /^No backup schedule uses this bucket\.$/m.test(shown('health')));
    details.dispose();
  });
});
