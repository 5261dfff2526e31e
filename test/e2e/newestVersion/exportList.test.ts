import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { largeWorld } from '../../atlas/largeWorld';
import { until } from '../../vscode/until';
import { useProduct } from '../product';
import { loaded, nameFile, records } from '../savedFiles';

describe('saving all lists', () => {
  const product = useProduct({
    credential: ({ world }) => world.credentials.serviceAccount,
    simulator: { world: largeWorld(250, 50) },
  });
  const exportAll = async (form: string): Promise<void> => {
    await product().projects.titleAction('Save Bucket List As…');
    await product().quickInput.pick(form);
  };
  const toast = (text: string) => product().page.locator('.notification-toast', { hasText: text });

  it('stops immediately when it is canceled, writes nothing, and keeps the loaded buckets', async () => {
    const { projects, page, simulator } = product();
    await projects.open();
    await projects.row('project-0001').waitFor();
    simulator.clearRequests();
    let hold: (() => void) | undefined;
    const watching = setInterval(() => {
      if (loaded(product()).length >= 40) {
        clearInterval(watching);
        hold = simulator.fault({ path: /exportBuckets/, response: { hang: 'beforeHeaders' } });
      }
    }, 5);
    await exportAll('CSV');
    await until(
      () => Promise.resolve(hold !== undefined && simulator.requests.some(({ status }) => status === undefined)),
      'a held request',
    );
    await toast('of about 250 projects').getByRole('button', { name: 'Cancel' }).click();
    await toast('of about 250 projects').waitFor({ state: 'hidden' });
    // VS Code hides the notification before the extension knows that it was canceled.
    await until(
      () => Promise.resolve(simulator.requests.every(({ status, isAbandoned }) => status !== undefined || isAbandoned)),
      'the requests to be canceled',
    );
    const sent = simulator.requests.length;
    hold?.();
    assert.equal(await page.locator('.tab').count(), 0);
    assert.equal(simulator.requests.length, sent);
  });

  it('continues into a file that the user selects, and says what is missing', async () => {
    const { projects, simulator, server, page } = product();
    // The first one is listed already, because it is on the first page.
    const gone = simulator.world.projects[98];
    const forbidden = simulator.world.projects.at(-1);
    assert.ok(gone && forbidden);
    simulator.world.removeProject(gone.id);
    simulator.fault({ path: new RegExp(forbidden.id), response: { status: 403, errorCode: 'ACCESS_FORBIDDEN' } });
    await projects.row('project-0001').waitFor();
    const before = loaded(product()).filter((target) => target.includes('exportBuckets')).length;
    assert.ok(before >= 40 && before < 250);
    const file = path.join(server.folder, 'everything.csv');
    await exportAll('CSV');
    await nameFile(product(), file);
    await toast('Saved 12,400 export buckets to everything.csv. Incomplete: 2 items could not').waitFor();
    const [headings = [], ...rows] = records(await readFile(file, 'utf8'));
    const notice = rows.at(-1)?.at(-1) ?? '';
    assert.match(
      notice,
      /^This list is incomplete\. Missing: “project-0099” \(\w{24}\): deleted or no longer accessible/,
    );
    assert.match(notice, /“project-0250” \(\w{24}\): Access denied by Atlas \(ACCESS_FORBIDDEN\)\.$/);
    const id = headings.indexOf('Bucket ID');
    assert.deepEqual(
      new Set(rows.map((row) => row[id])),
      new Set(
        simulator.world.projects
          .filter((project) => project !== forbidden)
          .flatMap(({ exportBuckets }) => exportBuckets.map(({ _id }) => _id)),
      ),
    );
    assert.equal(rows.length, 12_400);
    const lists = loaded(product()).filter((target) => target.includes('exportBuckets'));
    assert.equal(new Set(lists).size, 248);
    // Ten requests at most were in flight when the user canceled, and are sent again.
    const inFlight = new Set(lists.slice(Math.max(0, before - 10), before + 10));
    const repeated = lists.filter((target, index) => lists.indexOf(target) !== index);
    assert.deepEqual(
      repeated.filter((target) => !inFlight.has(target)),
      [],
    );
    assert.equal(await page.locator('.tab').count(), 0);
  });
});
