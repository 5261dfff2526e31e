import { parse } from 'csv-parse/sync';
import { until } from '../vscode/until';
import type { Product } from './product';

/** Returns the GET requests that succeeded: path and query. */
export const loaded = ({ simulator }: Product): string[] =>
  simulator.requests.filter(({ status }) => status === 200).map(({ path: target }) => target);

/** Saves the active editor to a file, or enters the name of the file. */
export async function nameFile({ quickInput }: Product, file: string): Promise<void> {
  await quickInput.widget.locator('.quick-input-title', { hasText: /Save As|Save Bucket List As/ }).waitFor();
  // The dialog suggests a name shortly after it opens, and replaces what is in its box.
  await until(async () => /[^/]$/.test(await quickInput.input.inputValue()), 'the suggested name');
  await quickInput.input.fill(file);
  // It ignores Enter while it checks what was typed.
  await until(async () => {
    await quickInput.input.press('Enter');
    return quickInput.widget.waitFor({ state: 'hidden', timeout: 2000 }).then(
      () => true,
      () => false,
    );
  }, 'the dialog to close');
}

/** Returns the rows of a CSV file, the headings first. */
export const records = (text: string): string[][] => parse(text, { bom: true, record_delimiter: '\r\n' });
