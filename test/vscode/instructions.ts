import type { Credential } from '../atlas/world';

/** The sample data that VS Code was started with. */
export interface SampleData {
  /** The base URL of the simulator. */
  readonly origin: string;
  readonly apiKey: Credential;
  readonly serviceAccount: Credential;
}

/**
 * Returns what to try in the VS Code that was started.
 * @param texts the texts of package.nls.json
 * @param sample undefined if the extension uses the real Atlas
 */
export function instructions(texts: Readonly<Record<string, string>>, sample: SampleData | undefined): string {
  const text = (key: string): string => `“${texts[key] ?? key}”`;
  const view = text('container.title');
  if (sample === undefined) {
    return `Open ${view} in the activity bar. This sends the first request to Atlas.`;
  }
  const { origin, apiKey, serviceAccount } = sample;
  return `The view ${view} shows sample data. To try it:

  1. Click a project, then an export bucket for its details, or the icon ${text('command.copyBucketId')} of its row.
  2. Press Ctrl+K B (Cmd+K B on macOS), type “orders-prod” and press Enter.
  3. Choose ${text('command.addCredential')} in the menu “…” of the view, with the base URL and a credential from here:

     Base URL         ${origin}
     API key          ${apiKey.id}  ${apiKey.secret}
     Service account  ${serviceAccount.id}  ${serviceAccount.secret}`;
}
