import assert from 'node:assert/strict';
import { firstRequests, requestsOf } from '../firstRequests';
import { useProduct } from '../product';

describe('a workspace that is on no disk', () => {
  const product = useProduct({
    workspace: 'virtual',
    credential: ({ world }) => world.credentials.serviceAccount,
  });

  it('changes no request', async () => {
    const { page, projects, simulator } = product();
    await projects.open();
    await projects.row('aws-backups-prod').waitFor();
    assert.equal(await page.getByText('Restricted Mode').first().isVisible(), false);
    await projects.expand('aws-backups-prod');
    await projects.row('contoso-mongodb-private').waitFor();
    assert.deepEqual(requestsOf(simulator), firstRequests(simulator.world.examples.aws));
  });
});
