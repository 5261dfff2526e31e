import type { Product } from './product';

/** Walks through the wizard up to the step after the key. Enter the secret with its ID, as `id:secret`, to complete it. */
export async function enterKey({ quickInput }: Product, origin: string, key: string): Promise<void> {
  await quickInput.untilStep(1, 3);
  await quickInput.pick('Other…');
  await quickInput.untilStep(2, 4);
  await quickInput.answer(origin);
  await quickInput.untilStep(3, 4);
  await quickInput.answer(key);
}

/** Removes the only credential. */
export async function removeCredential({ page, quickInput, answerDialog }: Product): Promise<void> {
  await quickInput.runCommand('Atlas Export Buckets: Remove Credential…');
  await answerDialog('Remove');
  await page.locator('.welcome-view-content').getByText('Browse the projects').waitFor();
}
