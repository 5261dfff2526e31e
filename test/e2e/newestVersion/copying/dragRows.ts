import assert from 'node:assert/strict';
import type { Product } from '../../product';

export function testDragRows(product: () => Product): void {
  describe('dragging a row into an editor', () => {
    it('inserts its ID where it is dropped', async () => {
      const { projects, quickInput, page, simulator } = product();
      await projects.open();
      const project = simulator.world.projects.find(({ name }) => name === 'aws-backups-prod') ?? assert.fail();
      await projects.scrollTo(projects.row(project.name));
      await quickInput.runCommand('File: New Untitled Text File');
      await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
      // Nothing can be dropped on the hint in an empty editor.
      await page.keyboard.type('x');
      const text = page.locator('.editor-container .view-lines').first();
      await text.filter({ hasText: 'x' }).waitFor();
      const { x, y } = (await text.boundingBox()) ?? assert.fail();
      await projects.row(project.name).getByText(project.name).hover();
      await page.mouse.down();
      await page.mouse.move(x + 100, y + 100, { steps: 10 });
      // VS Code inserts dropped text into an editor only while Shift is held.
      await page.keyboard.down('Shift');
      await page.mouse.move(x + 20, y + 8, { steps: 10 });
      await page.mouse.up();
      await page.keyboard.up('Shift');
      await page.locator('.view-line', { hasText: project.id }).waitFor();
    });
  });
}
