import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { TABLES } from '../../../src/bucketList/formats';
import { checkedClusters } from '../../../src/exports/health/describe';
import type { ProjectExports } from '../../../src/exports/health/projectExports';
import { bucketUses, failuresSince, lastMonday } from '../../../src/exports/health/questions';
import { healthList } from '../../../src/exports/healthList';
import { readPageRequest } from '../../../src/exports/pageRequest';
import type { View } from '../../../src/exports/protocol';
import { markdownReport } from '../../../src/exports/report';
import { BUCKET, cluster, event, job, loaded, NOW, project, schedule, whole } from './support';
import { FAILED, FORBIDDEN, OPTIONS, PENDING, statements, viewOf } from './views';

const named = (name: string, change: Parameters<typeof cluster>[0] = {}) =>
  cluster({ cluster: { name, backupEnabled: true, paused: false }, ...change });
const firstCells = ({ table }: View): string[] =>
  (table?.rows ?? []).map(([cell]) => (cell !== undefined && 'text' in cell ? cell.text : ''));

describe('The page with the state of exports', () => {
  it('names the cost before a check', () => {
    const estimate = { requests: 3250, seconds: 102, projects: 250 };
    const view = viewOf([], 'clusters', { phase: 'ready', result: undefined, estimate });
    assert.deepEqual(view.basis.slice(0, 2), [
      'orders-prod',
      'Checking the exports of 250 projects takes about 3,250 requests, 102 s.',
    ]);
    assert.deepEqual(
      view.buttons.map(({ title }) => title),
      ['Check Exports'],
    );
  });

  it('offers to load what is missing', () => {
    const labels = ({ buttons }: View): string[] => buttons.map(({ title }) => title);
    const view = viewOf([project()], 'clusters', { estimate: { requests: 2, seconds: 1, projects: 1 } });
    assert.ok(view.basis.includes('Loading the rest takes about 2 requests, 1 s.'));
    assert.deepEqual(labels(view).slice(-2), ['Load the Rest', 'Check Again']);
    assert.deepEqual(labels(viewOf([project()])).slice(-2), ['Save As…', 'Check Again']);
  });

  it('says when the shown result was loaded while the projects are listed again, and offers no second check', () => {
    const view = viewOf([project()], 'clusters', { phase: 'listing' });
    assert.match(view.basis[1] ?? '', /^1 project with 1 cluster, checked 2026-11-27 12:00 UTC\.$/);
    assert.equal(view.buttons.at(-1)?.title, 'Copy Report');
  });

  it('shows the progress by request and by cluster', () => {
    const clusters = whole([cluster(), named('b', { jobs: PENDING }), named('c', { schedule: PENDING })]);
    const result = { projects: [project({ clusters })], done: 7, of: 9, waitingUntil: undefined, readAt: NOW };
    assert.equal(
      viewOf([], 'clusters', { phase: 'checking', result }).progress?.label,
      '7 of 9 requests, 1 of 3 clusters',
    );
  });

  it('counts the clusters of each state, the worst first', () => {
    const clusters = [
      named('fine'),
      named('unknown', { schedule: FAILED }),
      named('risk', { schedule: loaded(schedule({ export: undefined })) }),
      named('broken', { jobs: whole([job(1, 'Failed'), job(25, 'Successful')]) }),
      named('gone', { schedule: loaded('gone') }),
    ];
    const view = viewOf([project({ clusters: whole(clusters) })]);
    assert.deepEqual(
      view.tiles.map(({ value, label }) => `${value} ${label}`),
      ['1 broken', '1 at risk', '1 unknown', '1 fine'],
    );
    assert.deepEqual(firstCells(view), ['broken', 'risk', 'unknown', 'fine']);
    assert.deepEqual(firstCells(viewOf([project({ clusters: whole(clusters) })], 'clusters', { maxRows: 1 })), [
      'broken',
    ]);
  });

  it('says once what is missing of whole projects', () => {
    const forbidden = named('orders', { jobs: FORBIDDEN });
    const view = viewOf([
      project({ clusters: whole([forbidden, named('other', { jobs: FORBIDDEN })]) }),
      project({ clusters: FAILED }),
      project({ clusters: whole([], { unreadable: 1 }), events: whole([event(1, 'CPS_EXPORT_FAILED')]) }),
    ]);
    assert.deepEqual(statements(view), [
      'warning: orders-prod: No connection',
      'information: Export jobs require the Project Backup Manager role. Without it, the last exports and the reasons of failures are unknown in: orders-prod',
      'warning: Some clusters of these projects are missing, because Atlas returned them in an unsupported format: orders-prod',
      'warning: Exports failed in the last 60 days, and Atlas doesn’t say of which clusters, in: orders-prod',
    ]);
  });

  it('says which clusters are not exported, and “every” only if everything is known', () => {
    const off = named('off', { schedule: loaded(schedule({ autoExportEnabled: false })) });
    const open = named('open', { schedule: FAILED });
    assert.deepEqual(statements(viewOf([project()], 'notExported')), ['good: Every cluster is set up to be exported.']);
    const view = viewOf([project({ clusters: whole([named('on'), off, open]) })], 'notExported');
    assert.deepEqual(statements(view).slice(0, 2), [
      'warning: 1 cluster is not exported.',
      'information: Can’t tell for 1 more.',
    ]);
    assert.deepEqual(firstCells(view), ['off', 'open']);
    for (const change of [
      { clusters: whole([open]) },
      { clusters: FAILED },
      { clusters: whole([], { unreadable: 1 }) },
    ]) {
      assert.match(statements(viewOf([project(change)], 'notExported'))[0] ?? '', /^information: None found, but/);
    }
  });

  it('says what failed since Monday and why, each failure once', () => {
    const reason = { errorCode: 'EXPORT_FAILED', message: 'Access denied' };
    const failing = named('orders', { jobs: whole([job(3, 'Failed', { stateReason: reason }), job(400, 'Failed')]) });
    const failed = project({
      clusters: whole([failing]),
      events: whole([
        event(3, 'CPS_EXPORT_FAILED', 'orders'),
        event(3, 'CPS_EXPORT_FAILED'),
        event(9, 'CPS_AUTO_EXPORT_FAILED', 'orders'),
      ]),
    });
    assert.deepEqual(
      failuresSince([failed], lastMonday(NOW)).map(({ cluster: name, reason: why }) => [name, why]),
      [
        ['orders', 'Access denied'],
        ['orders', undefined],
      ],
    );
    assert.equal(
      statements(viewOf([failed], 'failures'))[0],
      'error: 2 exports have failed since Monday, 2026-11-23 00:00 UTC.',
    );
    assert.match(statements(viewOf([project()], 'failures'))[0] ?? '', /^good: No automatic export has failed since/);
    for (const events of [FAILED, whole([], { isComplete: false }), whole([], { unreadable: 1 })]) {
      assert.match(statements(viewOf([project({ events })], 'failures'))[0] ?? '', /not everything is loaded/);
    }
  });

  for (const zone of ['UTC', 'America/Los_Angeles', 'Pacific/Auckland']) {
    it(`has the same days and times in the time zone ${zone} as in UTC`, () => {
      const before = process.env['TZ'];
      process.env['TZ'] = zone;
      try {
        for (const [now, monday] of [
          ['2026-11-23T00:00Z', '2026-11-16T00:00Z'],
          ['2026-11-23T23:59Z', '2026-11-16T00:00Z'],
          ['2026-11-24T00:00Z', '2026-11-23T00:00Z'],
          ['2026-11-29T23:59Z', '2026-11-23T00:00Z'],
        ] as const) {
          assert.equal(lastMonday(Date.parse(now)), Date.parse(monday), now);
        }
        const failing = named('orders', { jobs: whole([job(3, 'Failed'), job(25, 'Successful')]) });
        const view = viewOf([project({ clusters: whole([failing]) })]);
        assert.match(view.basis[1] ?? '', / checked 2026-11-27 12:00 UTC\.$/);
        // In Markdown, a colon is written as a character reference.
        const report = markdownReport(view).replaceAll('&#58;', ':');
        assert.match(report, /The last export failed on 2026-11-27 09:00 UTC\. \|/);
        assert.match(report, /\| 2026-11-26 11:00 UTC \|/);
      } finally {
        // An assignment of undefined would set the text "undefined".
        if (before === undefined) {
          delete process.env['TZ'];
        } else {
          process.env['TZ'] = before;
        }
      }
    });
  }

  it('says whether a bucket can be deleted', () => {
    const other = { ...BUCKET, _id: 'd'.repeat(24), bucketName: 'unused' };
    const buckets = whole([BUCKET, other]);
    const uses = (clusters: ProjectExports['clusters']) =>
      bucketUses([project({ buckets, clusters })]).map(({ isUsed, exporting, turnedOff, running }) => [
        isUsed,
        ...exporting,
        ...turnedOff,
        ...running,
      ]);
    assert.deepEqual(uses(whole([cluster()])), [['yes', 'orders'], ['no']]);
    assert.deepEqual(uses(whole([cluster({ schedule: loaded(schedule({ autoExportEnabled: false })) })])), [
      ['no', 'orders'],
      ['no'],
    ]);
    assert.deepEqual(uses(whole([cluster({ schedule: loaded('off'), jobs: whole([job(1, 'InProgress')]) })])), [
      ['no', 'orders'],
      ['no'],
    ]);
    for (const clusters of [
      whole([cluster({ schedule: FAILED })]),
      whole([cluster()], { isComplete: false }),
      FAILED,
    ]) {
      assert.equal(uses(clusters)[1]?.[0], 'unknown');
    }
    const view = viewOf([project({ buckets: FAILED })], 'buckets');
    assert.ok(statements(view).includes('information: The export buckets of 1 project are not loaded.'));
    for (const rest of [{ unreadable: 1 }, { isComplete: false }]) {
      assert.deepEqual(statements(viewOf([project({ buckets: whole([BUCKET], rest) })], 'buckets')).slice(1), [
        'information: Some export buckets of 1 project are not loaded.',
      ]);
    }
  });

  it('can be copied as Markdown without markup of names', () => {
    const hostile = named('[x](command:evil)|<b>');
    for (const topic of ['clusters', 'notExported', 'failures', 'buckets'] as const) {
      const report = markdownReport(viewOf([project({ clusters: whole([hostile]) })], topic));
      assert.match(report, /^# [A-Z]/);
      assert.equal(report.includes('](command:'), false);
      assert.equal(report.includes('<b>'), false);
    }
  });

  it('can be saved in all formats', () => {
    const clusters = checkedClusters([project({ clusters: whole([named('=1+1', { schedule: FAILED })]) })], NOW);
    const write = (label: string): string => {
      const format = TABLES.find((one) => one.label === label);
      assert.ok(format);
      return healthList(format, clusters, ['Incomplete'], NOW, OPTIONS);
    };
    const [, row]: string[][] = parse(write('CSV'));
    assert.deepEqual([row?.slice(2, 5), row?.at(-1)], [["'=1+1", 'unknown', 'schedule'], 'Incomplete']);
    const json: unknown = JSON.parse(write('JSON'));
    assert.ok(typeof json === 'object' && json !== null && 'clusters' in json && 'notes' in json);
    assert.deepEqual(json.notes, ['Incomplete']);
    assert.match(write('JSON Lines'), /^\{"project":"orders-prod",.*"state":"unknown"/);
    assert.match(write('Markdown'), /^\| Project \|.*\n\| --- \|/);
    assert.match(write('Markdown'), /> Incomplete/);
  });

  it('ignores messages that the page never sends', () => {
    for (const request of [{ type: 'check' }, { type: 'open', topic: 'buckets' }, { type: 'reveal', row: 'p:1/2' }]) {
      assert.deepEqual(readPageRequest(request), request);
    }
    for (const other of [
      undefined,
      'check',
      { type: 'delete' },
      { type: 'open', topic: 'x' },
      { type: 'check', x: 1 },
    ]) {
      assert.equal(readPageRequest(other), undefined);
    }
  });
});
