import assert from 'node:assert/strict';
import * as v from 'valibot';
import { ExportJobSchema } from '../../../src/atlas/backups';

describe('An export job', () => {
  it('keeps its other components if one is unreadable', () => {
    const id = 'a'.repeat(24);
    const components = [null, { exportId: 'a' }, 'x', { exportId: 7 }, { exportId: 'b' }];
    const job = v.parse(ExportJobSchema, { id, exportBucketId: id, components });
    assert.deepEqual(
      job.components?.flatMap(({ exportId }) => exportId ?? []),
      ['a', 'b'],
    );
  });
});
