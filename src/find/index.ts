import type { Disposable } from 'vscode';
import type { App } from '../app';
import type { ExportBucketNode } from '../model/nodes';

/** Opens the details of an export bucket. */
export type OpenDetails = (node: ExportBucketNode) => Promise<void>;

/** Registers *Find Export Bucket*. */
export function registerFind(app: App, open: OpenDetails): Disposable {
  return app.commands.register(['find'], async () => {
    const { findExportBucket } = await import('./findExportBucket');
    return { find: () => findExportBucket({ ...app, open }) };
  });
}
