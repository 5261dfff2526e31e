import assert from 'node:assert/strict';
import type { Product } from './product';

/** The project and the export bucket whose ID the user wants. */
export const PROJECT = 'azure-backups-prod';
export const BUCKET = 'atlas-exports';

/** Counts what a user does: each click, key, shortcut, and paste. */
export class Gestures {
  count = 0;

  constructor(private readonly product: Product) {}

  async do(gesture: () => Promise<void>): Promise<void> {
    this.count += 1;
    await gesture();
  }

  press(key: string): Promise<void> {
    return this.do(() => this.product.page.keyboard.press(key));
  }

  /** Pastes into the box that has the focus. */
  paste(text: string): Promise<void> {
    return this.do(() => this.product.page.keyboard.insertText(text));
  }

  openView(): Promise<void> {
    return this.do(() => this.product.projects.open());
  }

  /** Expands the project and copies the ID of its bucket. */
  async copyFromTree(): Promise<void> {
    const { projects } = this.product;
    await this.do(() => projects.expandProject(PROJECT));
    await projects.row(BUCKET).waitFor();
    await this.do(() => projects.inlineAction(projects.row(BUCKET), 'Copy Bucket ID'));
  }
}

export const idIn = ({ simulator }: Product): string => {
  const project = simulator.world.projects.find(({ name }) => name === PROJECT);
  return project?.exportBuckets.find(({ bucketName }) => bucketName === BUCKET)?._id ?? assert.fail();
};
