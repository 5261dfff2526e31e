import type { Product } from '../../product';

export function testIncomplete(product: () => Product): void {
  describe('finding an ID where one project cannot be read', () => {
    it('says that the search was incomplete, and which project failed', async () => {
      const { page, projects, quickInput } = product();
      await projects.open();
      await projects.row('aws-backups-prod').waitFor();
      await quickInput.runCommand('Atlas Export Buckets: Find Export Bucket…');
      await quickInput.input.fill('0123456789abcdef01234567');
      await quickInput.item('Find the export bucket or project with the ID').waitFor();
      await page.keyboard.press('Enter');
      const outcome = quickInput.item('Not found, but the search was incomplete');
      await outcome.filter({ hasText: 'Could not load: payroll-vault (' }).waitFor();
      await quickInput.cancel();
    });
  });
}
