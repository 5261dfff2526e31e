import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import * as v from 'valibot';
import { largeWorld } from '../../atlas/largeWorld';
import { savesByteOrderMark } from '../../vscode/pages/differences';
import { until } from '../../vscode/until';
import { useProduct, type Product } from '../product';

const JsonLine = v.looseObject({ bucketId: v.string() });
const ARCHIVE = 'test-bucket-archive';

/** Returns the GET requests that succeeded: path and query. */
const loaded = ({ simulator }: Product): string[] =>
  simulator.requests.filter(({ status }) => status === 200).map(({ path: target }) => target);

/** Saves the active editor to a file, or enters the name of the file. */
async function nameFile({ quickInput }: Product, file: string): Promise<void> {
  await quickInput.widget.locator('.quick-input-title', { hasText: /Save As|Save Bucket List As/ }).waitFor();
  // The dialog suggests a name shortly after it opens, and replaces what is in its box.
  await until(async () => /[^/]$/.test(await quickInput.input.inputValue()), 'the suggested name');
  await quickInput.input.fill(file);
  // It ignores Enter while it checks what was typed.
  await until(async () => {
    await quickInput.input.press('Enter');
    return quickInput.widget.waitFor({ state: 'hidden', timeout: 2000 }).then(
      () => true,
      () => false,
    );
  }, 'the dialog to close');
}

const untilNoToast = ({ page }: Product): Promise<void> =>
  until(async () => (await page.locator('.notification-toast').count()) === 0, 'the notifications to go');

async function saved(product: Product, name: string): Promise<string> {
  const file = path.join(product.server.folder, name);
  await product.quickInput.runCommand('File: Save As...');
  await nameFile(product, file);
  await product.page.locator('.tab.active:not(.dirty)', { hasText: name }).waitFor();
  return readFile(file, 'utf8');
}

const closeEditors = async ({ quickInput, page }: Product): Promise<void> => {
  await quickInput.runCommand('View: Revert and Close Editor');
  await page.locator('.tab').first().waitFor({ state: 'hidden' });
};

const records = (text: string): string[][] => parse(text, { bom: true, record_delimiter: '\r\n' });

describe('saving the list of a project', () => {
  const product = useProduct({ credential: ({ world }) => world.credentials.apiKey });

  it('loads 2,508 export buckets with 6 requests, and writes all of them to an editor', async () => {
    const { projects, quickInput, page, simulator, version } = product();
    await projects.open();
    await projects.row('checkout-prod').waitFor();
    await projects.scrollTo(projects.row(ARCHIVE));
    simulator.clearRequests();
    await projects.contextMenu(projects.row(ARCHIVE), 'Save Bucket List As…');
    await quickInput.pick('CSV');
    await page.locator('.tab.active.dirty', { hasText: /export-buckets-[\d-]+\./ }).waitFor();
    await untilNoToast(product());
    const buckets = simulator.world.projects.find(({ name }) => name === ARCHIVE)?.exportBuckets ?? [];
    const text = await saved(product(), 'archive.csv');
    assert.equal(text.startsWith('\uFEFF'), savesByteOrderMark(version));
    assert.ok(!/[^\r]\n/.test(text));
    const [headings = [], ...rows] = records(text);
    const id = headings.indexOf('Bucket ID');
    assert.deepEqual(
      rows.map((row) => row[id]),
      buckets.map(({ _id }) => _id),
    );
    const organization = headings.indexOf('Organization');
    assert.ok(rows.every((row) => row[organization] === 'Contoso Retail' && row.length === headings.length));
    const pages = loaded(product()).filter((target) => target.includes('exportBuckets'));
    assert.equal(pages.length, 6);
    assert.deepEqual(loaded(product()).filter((target) => !target.includes('exportBuckets')).length, 1);
  });

  it('sends no request for loaded buckets', async () => {
    const { projects, quickInput, page, simulator } = product();
    await closeEditors(product());
    simulator.clearRequests();
    await projects.contextMenu(projects.row(ARCHIVE), 'Save Bucket List As…');
    await quickInput.pick('JSON Lines');
    await page.locator('.tab.active.dirty', { hasText: /export-buckets-[\d-]+\./ }).waitFor();
    await untilNoToast(product());
    const text = await saved(product(), 'archive.jsonl');
    const ids = text
      .trimEnd()
      .split('\n')
      .map((line) => v.parse(JsonLine, JSON.parse(line)).bucketId);
    const buckets = simulator.world.projects.find(({ name }) => name === ARCHIVE)?.exportBuckets ?? [];
    assert.deepEqual(
      ids,
      buckets.map(({ _id }) => _id),
    );
    assert.deepEqual(simulator.requests, []);
  });
});

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
