import assert from 'node:assert/strict';
import { useProduct, type ProductOptions } from '../product';

/** Settings of a malicious folder. */
const HOSTILE = {
  'atlasExportBuckets.pageSize': 1,
  'atlasExportBuckets.apiVersion': '2023-01-01',
  'atlasExportBuckets.requestTimeout': 1,
  'atlasExportBuckets.origin': 'http://127.0.0.1:9',
  'http.proxy': 'http://127.0.0.1:9',
};
const NOT_TRUSTED = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };

const WORKSPACES: readonly (readonly [string, ProductOptions])[] = [
  ['that is trusted', { workspace: { settings: HOSTILE } }],
  ['that is not trusted', { workspace: { settings: HOSTILE }, settings: NOT_TRUSTED }],
  ['that is on no disk', { workspace: 'virtual' }],
];

for (const [kind, options] of WORKSPACES) {
  describe(`A workspace ${kind}`, () => {
    const product = useProduct({ ...options, credential: ({ world }) => world.credentials.serviceAccount });

    it('changes no request', async () => {
      const { page, projects, simulator } = product();
      await projects.open();
      await projects.row('aws-backups-prod').waitFor();
      const restricted = page.getByText('Restricted Mode').first();
      if (options.settings === NOT_TRUSTED) {
        await restricted.waitFor();
      } else {
        assert.equal(await restricted.isVisible(), false);
      }
      await projects.expand('aws-backups-prod');
      await projects.row('contoso-mongodb-private').waitFor();
      const list = `groups/${simulator.world.examples.aws}/backup/exportBuckets`;
      assert.deepEqual(
        simulator.requests.map(({ method, path, headers }) => [method, path, headers['accept']]),
        [
          ['POST', '/api/oauth/token', 'application/json'],
          ['GET', `/api/atlas/v2/groups?${FIRST_PAGE}`, accept('2023-01-01')],
          ['GET', `/api/atlas/v2/${list}?${FIRST_PAGE}`, accept('2024-05-30')],
        ],
      );
    });
  });
}

const FIRST_PAGE = 'includeCount=true&itemsPerPage=100&pageNum=1';

const accept = (version: string): string => `application/vnd.atlas.${version}+json`;
