import assert from 'node:assert/strict';
import { summaryOf } from '../../../src/exports/health/summary';
import { LANGUAGE } from '../overview/support';
import { cluster, loaded, NOW, project, schedule, whole } from './support';

describe('The summary of the exports of a project', () => {
  const named = (name: string, change: Parameters<typeof cluster>[0] = {}) =>
    cluster({ cluster: { name, backupEnabled: true, paused: false }, ...change });
  const summary = (change: Parameters<typeof project>[0]): string | undefined =>
    summaryOf(project(change), NOW, LANGUAGE);

  it('counts the clusters of each state, the worst first', () => {
    const off = named('off', { schedule: loaded(schedule({ autoExportEnabled: false })) });
    const unread = named('unread', { schedule: { kind: 'pending' } });
    assert.equal(
      summary({ clusters: whole([named('a'), off, named('b'), unread]) }),
      '1 at risk, 1 unknown, 2 fine (loaded 2026-11-27 12:00 UTC)',
    );
    assert.equal(summary({ clusters: whole([]) }), 'no clusters (loaded 2026-11-27 12:00 UTC)');
  });

  it('says that clusters are missing, and nothing if none is loaded', () => {
    assert.match(summary({ clusters: whole([named('a')], { unreadable: 1 }) }) ?? '', /^1 fine, further clusters not/);
    assert.equal(summary({ clusters: { kind: 'pending' } }), undefined);
    assert.equal(summary({ clusters: { kind: 'failed', failure: new Error() } }), undefined);
  });
});
