import assert from 'node:assert/strict';
import type { ExportBucket, Project } from '../../../src/atlas/models';
import { candidatesIn } from '../../../src/find/candidates';
import { notLoaded } from '../../../src/find/notLoaded';
import type { LoadedList } from '../../../src/model/loadedList';
import { projectNode } from '../../../src/model/nodes';
import { firstPageOf, rowOf } from '../model/support';

const root = rowOf('one');
const idOf = (number: number): string => number.toString(16).padStart(24, '6');
const bucket = (number: number): ExportBucket => ({
  _id: idOf(number),
  bucketName: `Bucket-${number}`,
  cloudProvider: 'AWS',
  iamRoleId: idOf(9),
});
const project = (number: number): Project => ({ id: idOf(number), name: `Project ${number}` });

const pageOf = <T>(rows: readonly T[], totalCount: number) => ({
  items: rows.slice(0, 2),
  unreadable: 0,
  totalCount,
  mayContinue: rows.length > 2,
});

/** Returns a list with two rows per page and one loaded page. */
function firstPage(
  { projects = [], buckets = [] }: { projects?: readonly Project[]; buckets?: readonly ExportBucket[] },
  totalCount = projects.length + buckets.length,
): Promise<LoadedList> {
  const parent = projects.length > 0 ? root : projectNode(root, project(1));
  return firstPageOf(parent, { projects: pageOf(projects, totalCount), buckets: pageOf(buckets, totalCount) }, 2);
}

describe('notLoaded', () => {
  const [one, two, three] = [
    projectNode(root, project(1)),
    projectNode(root, project(2)),
    projectNode(root, project(3)),
  ];

  it('counts lists that are out of date', async () => {
    const projects = await firstPage({ projects: [project(1)] });
    const buckets = await firstPage({ buckets: [bucket(1)] });
    const known = [{ node: one, list: buckets }];
    assert.deepEqual(notLoaded([projects], known), { partial: [], projects: 0, mayHaveMore: false, unreadable: 0 });
    buckets.pages.isStale = true;
    assert.deepEqual(notLoaded([projects], known), { partial: [], projects: 1, mayHaveMore: false, unreadable: 0 });
    projects.pages.isStale = true;
    assert.deepEqual(notLoaded([projects], known), { partial: [], projects: 1, mayHaveMore: true, unreadable: 0 });
  });

  it('expects more projects before the first request', () => {
    assert.deepEqual(notLoaded([undefined], []), { partial: [], projects: 0, mayHaveMore: true, unreadable: 0 });
  });

  it('counts the remaining rows of lists, the projects without loaded lists, and the projects that are not listed', async () => {
    const projects = await firstPage({ projects: [project(1), project(2), project(3)] }, 7);
    const part = await firstPage({ buckets: [bucket(1), bucket(2), bucket(3)] }, 2508);
    const whole = await firstPage({ buckets: [bucket(4)] });
    const lists = [
      { node: one, list: part },
      { node: two, list: whole },
      { node: three, list: undefined },
    ];
    assert.deepEqual(notLoaded([projects], lists), {
      partial: [{ node: one, left: 2506 }],
      projects: 1 + 5,
      mayHaveMore: true,
      unreadable: 0,
    });
  });

  it('counts no remaining rows if Atlas’s estimate is too low', async () => {
    const part = await firstPage({ buckets: [bucket(1), bucket(2), bucket(3)] }, 2);
    assert.deepEqual(notLoaded([await firstPage({ projects: [project(1)] })], [{ node: one, list: part }]), {
      partial: [{ node: one, left: undefined }],
      projects: 0,
      mayHaveMore: false,
      unreadable: 0,
    });
  });

  it('counts nothing if every list is complete', async () => {
    const whole = await firstPage({ buckets: [bucket(4)] });
    const listed = [{ node: one, list: whole }];
    assert.deepEqual(notLoaded([await firstPage({ projects: [project(1)] })], listed), {
      partial: [],
      projects: 0,
      mayHaveMore: false,
      unreadable: 0,
    });
  });
});

describe('candidatesIn', () => {
  it('returns the loaded export buckets and those found by ID, in the order of the tree', async () => {
    const node = projectNode(root, project(1));
    const list = await firstPage({ buckets: [bucket(1), bucket(2), bucket(3)] });
    list.keepFound(bucket(8));
    list.keepFound(bucket(2));
    const candidates = candidatesIn([
      { node, list },
      { node: projectNode(root, project(2)), list: undefined },
    ]);
    assert.deepEqual(
      candidates.map(({ name, projectName, roleId, id }) => [name, projectName, roleId, id]),
      [1, 2, 8].map((number) => [`bucket-${number}`, 'project 1', idOf(9), idOf(number)]),
    );
  });
});
