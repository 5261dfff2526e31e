import assert from 'node:assert/strict';
import * as v from 'valibot';
import { decodeCloudProviderAccess } from '../../../../src/atlas/cloudProviderAccess';
import { ExportBucketSchema, roleIdOf } from '../../../../src/atlas/models';
import type { GrantId } from '../../../../src/references/grants/grant';
import { grants } from '../../../../src/references/grants/grants';
import { DetailsPage } from '../../detailsPage';
import type { Product } from '../../product';
import { jsonOf } from '../../../unit/atlas/support';

const MIXED = 'data-platform-multi-cloud';
const BROKEN = 'legacy-handover';
const TITLE = 'What your cloud must grant';

export function testGrants(product: () => Product): void {
  describe('what the cloud of a bucket must grant', () => {
    const details = (): DetailsPage => new DetailsPage(product().page);
    const role = () => details().section('Role');
    const accessRequests = (): number =>
      product()
        .requested()
        .filter((request) => request.endsWith('/cloudProviderAccess')).length;

    /** Returns the text that the world of the simulator requires. */
    const textOf = (projectName: string, name: string, id: GrantId): string => {
      const { world, origin } = product().simulator;
      const project = world.projects.find((one) => one.name === projectName);
      const row = project?.exportBuckets.find(({ bucketName }) => bucketName === name);
      const bucket = v.parse(ExportBucketSchema, row);
      const roles = decodeCloudProviderAccess(jsonOf(project?.access))?.roles ?? [];
      const subject = { bucket, projectId: project?.id ?? '', origin };
      const found = grants({ ...subject, role: roles.find((one) => one.id === roleIdOf(bucket)) });
      return found.grants.find((grant) => grant.id === id)?.text ?? assert.fail(id);
    };

    for (const [bucket, id, title] of [
      ['contoso-lake-exports', 'awsTerraformRole', 'Terraform: Role with Trust Policy'],
      ['contoso-lake-azure', 'azureCli', 'Azure CLI: Role Assignments'],
      ['contoso-lake-gcp', 'gcloud', 'gcloud CLI: Bucket Binding'],
    ] as const) {
      it(`is copied from the details of ${bucket}, without another request`, async () => {
        const { projects, untilClipboard } = product();
        await projects.open();
        await projects.scrollTo(projects.row(MIXED));
        await projects.expand(MIXED);
        await projects.select(projects.row(bucket));
        await details().untilLoaded(bucket);
        const before = product().requested().length;
        await role().getByText(TITLE).click();
        await role().getByLabel('Format').selectOption({ label: title });
        await details().button(`Copy ${title}`).click();
        await untilClipboard(textOf(MIXED, bucket, id));
        assert.equal(product().requested().length, before);
      });
    }

    it('is copied from the menu of a row, without a request if the role is loaded', async () => {
      const { projects, quickInput, untilClipboard } = product();
      const before = accessRequests();
      await projects.contextSubmenu(projects.row('contoso-lake-gcp'), 'Copy As', 'What Your Cloud Must Grant…');
      await quickInput.pick('Terraform: Bucket Binding');
      await untilClipboard(textOf(MIXED, 'contoso-lake-gcp', 'gcpTerraform'));
      assert.equal(accessRequests(), before);
    });

    it('is copied while the role is not authorized, after one request', async () => {
      const { projects, quickInput, untilClipboard } = product();
      await projects.scrollTo(projects.row(BROKEN));
      await projects.expand(BROKEN);
      const before = accessRequests();
      await projects.contextSubmenu(projects.row('contoso-legacy-pending'), 'Copy As', 'What Your Cloud Must Grant…');
      await quickInput.pick('Trust Policy');
      await untilClipboard(textOf(BROKEN, 'contoso-legacy-pending', 'awsTrustPolicy'));
      assert.equal(accessRequests(), before + 1);
    });
  });
}
