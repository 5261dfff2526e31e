import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RememberedFiles, type FileOwner } from '../../../../src/model/remembered/files';
import { MAX_BYTES } from '../../../../src/model/remembered/format';
import type { Change } from '../../../../src/model/remembered/remembered';
import { bucketOf, ENVIRONMENT, idOf, ONE, useFolder } from './support';

const PROJECT = { id: idOf(0xabc000), name: 'orders' };
const change = (number: number): Change => ({
  kind: 'buckets',
  project: PROJECT,
  buckets: [bucketOf(number)],
  isWhole: false,
  readAt: 1_760_000_000,
});
const wanted = (): boolean => true;

describe('The files of remembered lists', () => {
  const folder = useFolder();
  const ignored: string[] = [];
  const open = (): RememberedFiles => new RememberedFiles(folder(), (_file, problem) => ignored.push(problem));
  const idsOf = async (owner: FileOwner, files = open()): Promise<string[]> =>
    [...(await files.read(owner)).values()].flatMap(({ buckets }) => buckets.map(({ id }) => id));

  beforeEach(() => {
    ignored.length = 0;
  });

  it('are one for each credential, which another window reads', async () => {
    await open().update(ONE, [change(1)], wanted);
    await open().update(ONE, [change(2)], wanted);
    await open().update({ ...ONE, id: 'another' }, [change(3)], wanted);
    assert.equal(readdirSync(folder()).length, 2);
    assert.deepEqual(await idsOf(ONE), [idOf(1), idOf(2)]);
    assert.deepEqual(await idsOf({ ...ONE, id: 'another' }), [idOf(3)]);
    assert.deepEqual(ignored, []);
  });

  it('can be read by the user only', async () => {
    await open().update(ONE, [change(1)], wanted);
    const [file] = readdirSync(folder());
    assert.ok(file);
    // Windows has no such modes: the folder of the user's profile protects the files there.
    if (process.platform !== 'win32') {
      assert.equal(statSync(path.join(folder(), file)).mode & 0o777, 0o600);
      assert.equal(statSync(folder()).mode & 0o777, 0o700);
    }
  });

  it('contain no base URL, key ID or credential ID, not even in their names', async () => {
    await open().update(ONE, [change(1)], wanted);
    await open().update(ENVIRONMENT, [change(1)], wanted);
    for (const file of readdirSync(folder())) {
      const text = file + readFileSync(path.join(folder(), file), 'utf8');
      for (const hidden of [ONE.id, ONE.keyId, 'cloud.mongodb.com']) {
        assert.ok(!text.includes(hidden), hidden);
      }
    }
  });

  it('are never read with another key or base URL, and are replaced', async () => {
    await open().update(ONE, [change(1)], wanted);
    for (const other of [
      { ...ONE, keyId: 'other' },
      { ...ONE, origin: 'https://cloud.mongodbgov.com' },
      { ...ONE, method: 'serviceAccount' as const },
    ]) {
      assert.deepEqual(await idsOf(other), []);
    }
    assert.deepEqual(ignored, ['foreign', 'foreign', 'foreign']);
    await open().update({ ...ONE, keyId: 'other' }, [change(2)], wanted);
    assert.deepEqual(await idsOf({ ...ONE, keyId: 'other' }), [idOf(2)]);
    assert.deepEqual(await idsOf(ONE), []);
  });

  it('are separate for each key in the environment, so that two windows can have different ones', async () => {
    const other = { ...ENVIRONMENT, keyId: 'other' };
    await open().update(ENVIRONMENT, [change(1)], wanted);
    await open().update(other, [change(2)], wanted);
    assert.deepEqual([await idsOf(ENVIRONMENT), await idsOf(other)], [[idOf(1)], [idOf(2)]]);
    assert.deepEqual(await idsOf({ ...ENVIRONMENT, origin: 'https://atlas.example.com' }), []);
  });

  for (const [problem, text] of [
    ['broken', '{"format":'],
    ['broken', ''],
    ['tooLarge', ' '.repeat(MAX_BYTES + 1)],
  ] as const) {
    it(`are ignored and replaced if one is ${problem} (${text.length} characters)`, async () => {
      await open().update(ONE, [change(1)], wanted);
      const [file = ''] = readdirSync(folder());
      writeFileSync(path.join(folder(), file), text);
      assert.deepEqual(await idsOf(ONE), []);
      assert.deepEqual(ignored, [problem]);
      await open().update(ONE, [change(2)], wanted);
      assert.deepEqual(await idsOf(ONE), [idOf(2)]);
    });
  }

  it('are never torn while several windows write and read them', async () => {
    const windows = Array.from({ length: 4 }, open);
    await windows[0]?.update(ONE, [change(0)], wanted);
    const rounds = windows.map(async (files, window) => {
      for (let round = 0; round < 15; round += 1) {
        await files.update(ONE, [change(100 * window + round)], wanted);
        assert.notEqual((await idsOf(ONE, files)).length, 0);
      }
    });
    await Promise.all(rounds);
    assert.deepEqual(ignored, []);
    assert.equal(readdirSync(folder()).length, 1);
  });

  it('can be cleared while another window writes them', async () => {
    const [one, other] = [open(), open()];
    for (let round = 0; round < 40; round += 1) {
      await Promise.all([one.update(ONE, [change(round)], wanted), other.clear()]);
    }
    await one.clear();
    assert.deepEqual([await idsOf(ONE), ignored], [[], []]);
  });

  it('keep the last complete state if writing fails', async () => {
    await open().update(ONE, [change(1)], wanted);
    const [file = ''] = readdirSync(folder());
    const before = readFileSync(path.join(folder(), file), 'utf8');
    const files = open();
    // A folder in the place of the file can't be replaced.
    const other = { ...ONE, id: 'another' };
    await files.update(other, [change(2)], wanted);
    const [blocked = ''] = readdirSync(folder()).filter((name) => name !== file);
    rmSync(path.join(folder(), blocked));
    mkdirSync(path.join(folder(), blocked, 'inside'), { recursive: true });
    await assert.rejects(files.update(other, [change(3)], wanted));
    assert.equal(readFileSync(path.join(folder(), file), 'utf8'), before);
    assert.deepEqual(
      readdirSync(folder()).filter((name) => name.endsWith('.tmp')),
      [],
    );
    assert.deepEqual(await idsOf(ONE), [idOf(1)]);
  });

  it('are not written for a credential that was removed before or while they are written', async () => {
    await open().update(ONE, [change(1)], () => false);
    assert.deepEqual(await idsOf(ONE), []);
    let asked = 0;
    await open().update(ONE, [change(1)], () => (asked += 1) === 1);
    assert.deepEqual(readdirSync(folder()), []);
  });

  it('are deleted with their credential, also by another window, and after a crash', async () => {
    await open().update(ONE, [change(1)], wanted);
    await open().update({ ...ONE, id: 'another' }, [change(1)], wanted);
    await open().update(ENVIRONMENT, [change(1)], wanted);
    await open().remove(ONE.id);
    assert.deepEqual([(await idsOf(ONE)).length, readdirSync(folder()).length], [0, 2]);
    writeFileSync(path.join(folder(), 'x.json.1.tmp'), '');
    await open().removeUnused([]);
    // The file of the environment may be another window's, and the unfinished file may be in use.
    assert.equal(readdirSync(folder()).length, 2);
    for (const file of readdirSync(folder())) {
      utimesSync(path.join(folder(), file), new Date(0), new Date(0));
    }
    await open().removeUnused([ENVIRONMENT]);
    assert.equal(readdirSync(folder()).length, 1);
    await open().removeUnused([]);
    assert.deepEqual(readdirSync(folder()), []);
  });

  it('are all deleted at once', async () => {
    const files = open();
    void files.update(ONE, [change(1)], wanted);
    await files.clear();
    assert.deepEqual(await idsOf(ONE), []);
    await files.removeUnused([]);
  });
});
