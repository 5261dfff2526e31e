import { window, type Disposable } from 'vscode';
import type { App } from '../app';
import { reportErrors } from '../host/reportErrors';
import type { ExportBucketNode } from '../model/nodes';
import type { LinkParts } from '../references/bucketLink';

/**
 * Registers the links that open an export bucket in VS Code. VS Code passes every link to this extension, and before it
 * does, asks the user whether this extension may open it.
 */
export function registerLinks(app: App, openDetails: (node: ExportBucketNode) => Promise<void>): Disposable {
  return window.registerUriHandler({
    handleUri: reportErrors(app.channel, async (uri: LinkParts) => {
      const [{ openLink }, { linkActions }] = await Promise.all([import('./openLink'), import('./linkActions')]);
      await openLink(uri, linkActions(app, openDetails));
    }),
  });
}
