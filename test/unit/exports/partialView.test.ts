import assert from 'node:assert/strict';
import type { CheckState } from '../../../src/exports/health/describeView';
import type { ProjectExports } from '../../../src/exports/health/projectExports';
import { cluster, project, whole } from './support';
import { FAILED, PENDING, statements, viewOf } from './views';

describe('The page about a part of the clusters', () => {
  it('marks the numbers as minimums if clusters are not listed', () => {
    const counts = (projects: readonly ProjectExports[], change?: Partial<CheckState>): string[] =>
      viewOf(projects, 'clusters', change).tiles.map(({ value }) => value);
    const minimums = ['at least 0', 'at least 0', 'at least 0', 'at least 1'];
    assert.deepEqual(counts([project()]), ['0', '0', '0', '1']);
    assert.deepEqual(counts([project(), project({ clusters: FAILED })]), minimums);
    assert.deepEqual(counts([project({ clusters: whole([cluster()], { unreadable: 1 }) })]), minimums);
    assert.deepEqual(counts([project()], { problems: ['Contoso: No connection'] }), minimums);
    assert.deepEqual(counts([project()], { phase: 'canceled' }), ['at least 0', 'at least 0', '0', 'at least 1']);
    assert.deepEqual(counts([project(), project({ clusters: PENDING })], { phase: 'checking' }), [
      'at least 0',
      'at least 0',
      '0',
      'at least 1',
    ]);
    assert.match(
      viewOf([project(), project({ clusters: FAILED })]).basis[1] ?? '',
      /^2 projects with at least 1 cluster,/,
    );
  });

  it('can be saved only if no check is running, because the list would look complete', () => {
    const titles = (phase: CheckState['phase']): string[] =>
      viewOf([project()], 'clusters', { phase }).buttons.map(({ title }) => title);
    assert.ok(!titles('checking').includes('Save As…'));
    assert.ok(titles('canceled').includes('Save As…'));
  });

  it('says nothing definite about all clusters if projects are not listed', () => {
    const problems = ['Contoso: No connection'];
    assert.deepEqual(statements(viewOf([project()], 'notExported', { problems })), [
      'information: None found, but not everything is loaded.',
      'warning: Contoso: No connection',
    ]);
    assert.match(statements(viewOf([project()], 'failures', { problems }))[0] ?? '', /not everything is loaded/);
  });
});
