import assert from 'node:assert/strict';
import { useProduct } from '../product';

describe('dragging a row into an editor', () => {
  const product = useProduct({ credential: ({ world }) => world.credentials.serviceAccount });

  it('inserts its ID where it is dropped', async () => {
    const { projects, quickInput, page, simulator } = product();
    await projects.open();
    const project = simulator.world.projects.find(({ name }) => name === 'aws-backups-prod') ?? assert.fail();
    await projects.row(project.name).waitFor();
    await quickInput.runCommand('File: New Untitled Text File');
    const line = page.locator('.editor-container .view-line').first();
    await line.waitFor();
    await projects.row(project.name).hover();
    await page.mouse.down();
    await line.hover({ force: true });
    // VS Code drops into the text of an editor only while Shift is held.
    await page.keyboard.down('Shift');
    await line.hover({ force: true, position: { x: 5, y: 5 } });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await page.locator('.view-line', { hasText: project.id }).waitFor();
  });
});
