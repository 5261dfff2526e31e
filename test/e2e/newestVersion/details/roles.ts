import assert from 'node:assert/strict';
import { DetailsPage } from '../../detailsPage';
import type { Product } from '../../product';

const BROKEN = 'legacy-handover';

export function testRoles(product: () => Product): void {
  describe('a role that does not work', () => {
    const details = (): DetailsPage => new DetailsPage(product().page);

    it('says that the role of an unknown provider can’t be checked, and not what its cloud must grant', async () => {
      const { projects } = product();
      await projects.scrollTo(projects.row(BROKEN));
      await projects.expand(BROKEN);
      await projects.scrollTo(projects.row('contoso-legacy-oci'));
      await projects.select(projects.row('contoso-legacy-oci'));
      await details().untilLoaded('contoso-legacy-oci');
      assert.ok((await details().properties('Identity'))['Provider']?.includes('OCI'));
      const role = details().section('Role');
      await role.getByText('Can’t tell whether the role exists').waitFor();
      assert.equal(await role.getByText('What your cloud must grant').count(), 0);
    });

    it('shows a role that is not authorized, is deleted, or is not ready', async () => {
      const { projects } = product();
      for (const [bucket, words, fact] of [
        ['contoso-legacy-pending', 'The role is not authorized yet', 'role not authorized'],
        ['contoso-legacy-orphaned', 'The role no longer exists', 'role no longer exists'],
        ['contoso-legacy-gcs', 'The service account is not ready', 'service account not ready'],
      ] as const) {
        await projects.select(projects.row(bucket));
        await details().untilLoaded(bucket);
        await details().section('Role').getByText(words).waitFor();
        assert.equal((await details().facts())[0], `Exports fail: ${fact}`);
      }
    });
  });
}
