import assert from 'node:assert/strict';
import { idsToCheck, planCheck, type CheckedId } from '../../../src/files/checkedIds';
import { KnownIds, LoadedSource } from '../../../src/files/known';
import { ScannedFile } from '../../../src/files/scannedFile';
import { projectNode } from '../../../src/model/nodes';
import { firstPageOf, rowOf } from '../model/support';

const id = (digit: string): string => digit.repeat(24);
const [SHOP, OTHER, KNOWN, ABSENT] = [id('c'), id('d'), id('1'), id('f')];

/** Returns the rows of two projects; only the list of `SHOP` is loaded. */
async function rowsOf(mayHaveMoreProjects = false) {
  const root = rowOf('one');
  const shop = projectNode(root, { id: SHOP, name: 'shop' });
  const other = projectNode(root, { id: OTHER, name: 'other' });
  const projects = await firstPageOf(
    root,
    {
      projects: {
        items: [shop.project, other.project],
        unreadable: 0,
        totalCount: undefined,
        mayContinue: mayHaveMoreProjects,
      },
    },
    mayHaveMoreProjects ? 2 : 100,
  );
  const items = [{ _id: KNOWN, bucketName: 'archive', cloudProvider: 'AWS' }];
  const list = await firstPageOf(shop, { buckets: { items, unreadable: 0, totalCount: 1, mayContinue: false } });
  const rows = {
    listOf: () => projects,
    projectsOf: () => [
      { node: shop, list },
      { node: other, list: undefined },
    ],
  };
  const known = new KnownIds([new LoadedSource({ roots: () => [root], ...rows })]);
  return (...ids: CheckedId[]) => {
    const { lists, ...rest } = planCheck(ids, [root], rows, known);
    return { ...rest, lists: lists.map(({ project }) => project.name) };
  };
}

const checked = (bucket: string, kind: CheckedId['kind'], ...projects: string[]): CheckedId => ({
  id: bucket,
  kind,
  projects: new Set(projects),
  files: new Set(['main.tf']),
});

describe('The IDs of a check', () => {
  it('are each listed once, with their projects and files', () => {
    const text = (project: string): string =>
      `resource "mongodbatlas_x" "y" {\n  project_id = "${project}"\n  export_bucket_id = "${KNOWN}"\n  # role_id = "${ABSENT}"\n}\n`;
    const file = (name: string, content: string) => ({ name, file: new ScannedFile(content, 'hcl') });
    const ids = idsToCheck([
      file('a.tf', text(SHOP)),
      file('b.tf', text(OTHER)),
      file('c.tf', `group_id = "${ABSENT}"\nhash = "${ABSENT}"\n`),
    ]);
    assert.deepEqual(
      ids.map((one) => [one.kind, one.id, [...one.projects], [...one.files]]),
      [
        ['project', SHOP, [], ['a.tf']],
        ['bucket', KNOWN, [SHOP, OTHER], ['a.tf', 'b.tf']],
        ['project', OTHER, [], ['b.tf']],
      ],
    );
  });
});

describe('The requests of a check', () => {
  it('are none for what is known, for roles and for projects', async () => {
    const plan = await rowsOf();
    assert.deepEqual(
      plan(
        checked(KNOWN, 'bucket'),
        checked(ABSENT, 'role'),
        checked(ABSENT, 'project'),
        checked(ABSENT, 'bucket', SHOP),
      ),
      { lists: [], searched: [], requests: 0, mayGrow: false },
    );
  });

  it('are one list for each project that the files name', async () => {
    const plan = await rowsOf();
    assert.deepEqual(
      plan(checked(ABSENT, 'bucket', OTHER), checked(id('e'), 'bucket', OTHER), checked(ABSENT, 'role', OTHER)),
      {
        lists: ['other'],
        searched: [],
        requests: 1,
        mayGrow: true,
      },
    );
  });

  it('are a search by ID for one export bucket of an unknown project', async () => {
    const plan = await rowsOf();
    // The project with this ID, and the export bucket from the project whose list isn't loaded.
    assert.deepEqual(plan(checked(ABSENT, 'bucket')), { lists: [], searched: [ABSENT], requests: 2, mayGrow: false });
    const more = await rowsOf(true);
    assert.deepEqual(more(checked(ABSENT, 'bucket')), { lists: [], searched: [ABSENT], requests: 3, mayGrow: true });
  });

  it('are the lists of all projects for several export buckets of unknown projects, each once', async () => {
    const plan = await rowsOf();
    const many = Array.from('23456789', (digit) => checked(id(digit), 'bucket'));
    const { searched, ...rest } = plan(...many, checked(ABSENT, 'bucket', OTHER));
    assert.equal(searched.length, 8);
    assert.deepEqual(rest, { lists: ['other'], requests: 1, mayGrow: true });
  });
});
