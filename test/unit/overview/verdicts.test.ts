import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type * as v from 'valibot';
import { AtlasClient } from '../../../src/atlas/client';
import { NetworkError } from '../../../src/atlas/errors';
import {
  decodePage,
  ExportBucketSchema,
  ProjectSchema,
  type ExportBucket,
  type Page,
  type Project,
} from '../../../src/atlas/models';
import type { ListRequest } from '../../../src/atlas/requests';
import { BucketFindings } from '../../../src/details/bucketFindings';
import { describeOverview } from '../../../src/overview/describeOverview';
import { groupsOf } from '../../../src/overview/figures';
import { takeSnapshot } from '../../../src/overview/takeSnapshot';
import { LoadedLists } from '../../../src/model/loadedLists';
import { loadAll } from '../../../src/model/loadAll';
import { inventoryOf } from '../../../src/bucketList/inventoryOf';
import { rowOf } from '../model/support';
import { LANGUAGE } from './support';
import { clientOptions } from '../../atlas/clientOptions';

const PAGE = 3;
const id = (kind: string, number: number): string => kind + number.toString(16).padStart(24 - kind.length, '0');
const lost = new NetworkError({ method: 'GET', path: '/' }, 'interrupted');

const bucket = fc.record({
  name: fc.constantFrom('exports', 'orders', 'backups'),
  role: fc.constantFrom('r1', 'r2', 'r3'),
  isReadable: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
});
const project = fc.record({
  buckets: fc.array(bucket, { maxLength: 5 }),
  isReadable: fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, fc.constant(false)),
  /** The page of its export buckets that fails. */
  lostPage: fc.constantFrom(undefined, undefined, undefined, 1, 2),
  isRequested: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
});
const world = fc.record({
  projects: fc.array(project, { maxLength: 5 }),
  /** The page of projects that fails. */
  lostPage: fc.constantFrom(undefined, undefined, undefined, 1, 2),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

type Fetch<T> = (pageNum: number, size: number) => Promise<Page<T>>;

/** A client that sends no requests: it serves two kinds of lists, and the tests request no others. */
class FakeClient extends AtlasClient {
  constructor(
    private readonly projects: Fetch<Project>,
    private readonly bucketsOf: (projectId: string) => Fetch<ExportBucket>,
  ) {
    super(clientOptions());
  }

  override listProjects({ pageNum = 1, itemsPerPage = PAGE }: ListRequest = {}): Promise<Page<Project>> {
    return this.projects(pageNum, itemsPerPage);
  }

  override listExportBuckets(projectId: string, request: ListRequest = {}): Promise<Page<ExportBucket>> {
    return this.bucketsOf(projectId)(request.pageNum ?? 1, request.itemsPerPage ?? PAGE);
  }
}

/** Creates the lists of a tree in which some pages fail, and some rows are unreadable. */
async function listsOf({ projects, lostPage }: World): Promise<LoadedLists> {
  const paged =
    <T>(schema: v.GenericSchema<unknown, T>, rows: readonly object[], lostAt: number | undefined) =>
    (pageNum: number, size: number) => {
      const page = decodePage(schema, { results: rows.slice((pageNum - 1) * size, pageNum * size) }, size);
      return pageNum === lostAt || page === undefined ? Promise.reject(lost) : Promise.resolve(page);
    };
  const listed = paged(
    ProjectSchema,
    projects.map(({ isReadable }, index) => ({ id: isReadable ? id('a', index) : 'none', name: `p${index}` })),
    lostPage,
  );
  const buckets = projects.map(({ buckets: rows, lostPage: lostAt }, index) =>
    paged(
      ExportBucketSchema,
      rows.map(({ name, role, isReadable }, at) => ({
        _id: isReadable ? id(`b${index}`, at) : 'none',
        bucketName: name,
        cloudProvider: 'AWS',
        iamRoleId: role,
      })),
      lostAt,
    ),
  );
  const client = new FakeClient(listed, (projectId) => buckets[parseInt(projectId.slice(1), 16)] ?? assert.fail());
  const lists = new LoadedLists({
    credentials: { clientOf: () => Promise.resolve(client) },
    pageSize: () => PAGE,
    addedProjects: () => [],
    report: () => undefined,
  });
  const root = rowOf('root');
  await lists.of(root).pages.load();
  await lists.of(root).pages.loadNext();
  for (const row of lists.of(root).rows()) {
    const index = parseInt(row.kind === 'project' ? row.project.id.slice(1) : '', 16);
    if (row.kind === 'project' && projects[index]?.isRequested === true) {
      await lists.of(row).pages.load();
      await lists.of(row).pages.loadNext();
    }
  }
  return lists;
}

describe('A conclusion of the overview', () => {
  it('never says that something doesn’t exist while anything is lost, unreadable or not requested', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (truth) => {
        const lists = await listsOf(truth);
        const snapshot = takeSnapshot({
          credentials: [rowOf('root').credential],
          listOf: ({ id: row }) => lists.get(row),
          organizationOf: () => undefined,
          language: LANGUAGE,
          findings: new BucketFindings(),
        });
        const { tiles, charts, problems } = describeOverview(snapshot, { expanded: new Set() }, LANGUAGE);
        const buckets = truth.projects.flatMap(({ buckets }, index) =>
          buckets.map(({ name, role }, at) => ({
            project: { project: { id: id('a', index), name: '' }, credential: '', buckets: [], isComplete: true },
            bucket: { _id: id('b', at), bucketName: name, cloudProvider: 'AWS', iamRoleId: role },
          })),
        );
        const counts: readonly (readonly [label: RegExp, count: number])[] = [
          [/^export buckets?$/, buckets.length],
          [/^projects? with export buckets$/, groupsOf('project', buckets).length],
          [/^projects? without buckets$/, truth.projects.filter(({ buckets }) => buckets.length === 0).length],
          [/^duplicate names?$/, groupsOf('name', buckets).length],
          [/^roles? used in several projects$/, groupsOf('role', buckets).length],
        ];
        const counted = counts.flatMap(([label, count]) =>
          tiles.filter((tile) => label.test(tile.label)).map(({ value }) => ({ value, count })),
        );
        assert.equal(counted.length, tiles.length === 0 ? 0 : counts.length);
        for (const { value, count } of counted) {
          const isMinimum = value.startsWith('at least ');
          const figure = Number(value.replace('at least ', ''));
          assert.ok(isMinimum ? figure <= count : figure === count, `${value} of ${count}`);
        }
        for (const { figure, empty, marks } of charts) {
          if (marks.length === 0 && !empty.startsWith('None found')) {
            assert.equal(groupsOf(figure, buckets).length, 0);
          }
        }
        const unreadable = truth.projects.slice(0, PAGE).filter(({ isReadable }) => !isReadable).length;
        assert.ok(
          unreadable === 0 || truth.lostPage === 1 || problems.some((text) => text.includes('unsupported format')),
        );
        const isSound =
          truth.projects.every(
            ({ isReadable, isRequested, lostPage, buckets }) =>
              isReadable &&
              isRequested &&
              (lostPage === undefined || (lostPage - 1) * PAGE > buckets.length) &&
              buckets.every((row) => row.isReadable),
          ) &&
          (truth.lostPage === undefined || (truth.lostPage - 1) * PAGE > truth.projects.length);
        assert.equal(counted.length > 0 && counted.every(({ value }) => !value.startsWith('at least')), isSound);
      }),
      { numRuns: 300 },
    );
  });

  it('calls a saved list complete only if every row of every project was loaded', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (truth) => {
        const lists = await listsOf(truth);
        const loaded = await loadAll(lists, [rowOf('root')], { signal: new AbortController().signal });
        const { projects, partial } = inventoryOf(loaded, () => undefined, LANGUAGE);
        const read = projects.flatMap(({ buckets }) => buckets).length;
        const all = truth.projects.flatMap(({ buckets }) => buckets).length;
        assert.ok(partial !== undefined || (read === all && projects.length === truth.projects.length));
      }),
      { numRuns: 200 },
    );
  });
});
