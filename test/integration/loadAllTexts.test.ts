import assert from 'node:assert/strict';
import { loadedText, progressText } from '../../src/tree/loadAllTexts';
import type { LoadAllResult } from '../../src/model/loadAll';
import { projectNode } from '../../src/model/nodes';
import { rowOf } from '../unit/model/support';

describe('The texts of Load All', () => {
  const root = rowOf('contoso');
  const loaded = (...counts: readonly number[]): LoadAllResult => ({
    projects: counts.map((count, index) => ({
      node: projectNode(root, { id: `6${index}`.padEnd(24, '0'), name: `project-${index}` }),
      buckets: Array.from({ length: count }, (_, at) => ({
        _id: `7${at}`.padEnd(24, '0'),
        bucketName: `bucket-${at}`,
        cloudProvider: 'AWS',
      })),
    })),
    failures: [],
    unreadable: [],
  });

  it('use the singular for one export bucket', () => {
    const progress = { projects: 0, of: 1, buckets: 1, failed: 0, waitingUntil: undefined };
    assert.equal(progressText(progress), 'Loading all: 1 export bucket');
    assert.equal(
      progressText({ ...progress, of: 250, buckets: 1200, failed: 1 }),
      'Loading all: 0 of about 250 projects, 1,200 export buckets, 1 failed',
    );
    assert.equal(loadedText(loaded(1)), 'project-0: 1 export bucket loaded');
    assert.equal(loadedText(loaded(1, 0)), '2 projects with 1 export bucket loaded');
    assert.equal(loadedText(loaded(2, 3)), '2 projects with 5 export buckets loaded');
    assert.equal(
      loadedText({ ...loaded(2, 3), unreadable: [{ parent: root, rows: 4 }] }),
      '2 projects with 5 export buckets loaded, 4 rows could not be read',
    );
  });
});
