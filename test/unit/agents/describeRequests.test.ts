import assert from 'node:assert/strict';
import { describeBucket } from '../../../src/agents/answers/describeBucket';
import { clientOf, KEYS, PROJECTS, useSimulator } from '../client/support';
import { bucketIn, confirmed, credentialOf, load, run, sourcesOf } from './support';

describe('The confirmation of a description, with credentials of two base URLs', () => {
  const simulator = useSimulator();
  const bucketOf = (projectId: string): string => bucketIn(simulator(), projectId);
  const other = useSimulator();
  const sourcesOfTwo = (): ReturnType<typeof sourcesOf> =>
    sourcesOf([
      {
        credential: credentialOf('Fabrikam', other().origin),
        client: clientOf(other(), { keys: KEYS.otherOrganizationKey }).client,
      },
      {
        credential: credentialOf('Contoso', simulator().origin),
        client: clientOf(simulator(), { keys: KEYS.serviceAccount }).client,
      },
    ]);
  const requests = (): number[] => [other, simulator].map((atlas) => atlas().requests.length);

  it('names only the base URL that gets requests, and their number', async () => {
    const sources = sourcesOfTwo();
    await load(sources, PROJECTS.gcp);
    const details = { role: true, usedBy: true, readMissing: true };
    const input = { exportBucketId: bucketOf(PROJECTS.aws), projectId: PROJECTS.aws, ...details };
    other().clearRequests();
    simulator().clearRequests();
    const text = confirmed(describeBucket, input, sources);
    await run(describeBucket, input, sources);
    assert.deepEqual(requests(), [0, 3]);
    assert.ok(text.includes(`about 3 GET requests to ${simulator().origin}.`), text);
    const loaded = confirmed(describeBucket, { exportBucketId: bucketOf(PROJECTS.gcp), role: true }, sources);
    assert.ok(loaded.includes(`about 1 GET request to ${simulator().origin}.`), loaded);
    const unlisted = { ...input, projectId: 'f'.repeat(24) };
    assert.match(confirmed(describeBucket, unlisted, sources), /sends no request/);
    other().clearRequests();
    simulator().clearRequests();
    await run(describeBucket, unlisted, sources);
    assert.deepEqual(requests(), [0, 0]);
  });

  it('names both base URLs if any of them may have the export bucket, and their number', async () => {
    const sources = sourcesOfTwo();
    const input = { exportBucketId: 'e'.repeat(24), readMissing: true, role: true };
    const hosts = `${other().origin} and ${simulator().origin}`;
    const first = confirmed(describeBucket, input, sources);
    assert.ok(first.includes(`about 5 GET requests to ${hosts}, and more`), first);
    await load(sources, 'f'.repeat(24));
    const listed = confirmed(describeBucket, { ...input, role: false }, sources);
    other().clearRequests();
    simulator().clearRequests();
    await run(describeBucket, input, sources);
    const [one = 0, two = 0] = requests();
    assert.ok(one > 0 && two > 0);
    assert.ok(listed.includes(`about ${one + two} GET requests to ${hosts}.`), `${one + two}: ${listed}`);
  });
});
