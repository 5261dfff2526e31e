import type { Credential } from '../credentials/credential';
import type { ExportBucketNode } from '../model/nodes';
import { readBucketLink, type BucketLink, type LinkParts } from '../references/bucketLink';

/** What opening a link needs from the view and the user. */
export interface LinkActions {
  readonly credentials: () => readonly Credential[];
  /** Returns the row of an export bucket that is loaded with a credential; sends no request. */
  readonly loaded: (link: BucketLink, credential: Credential) => ExportBucketNode | undefined;
  /** Tells the user that the text is no link of this extension. */
  readonly refuse: () => Promise<void>;
  /** Tells the user that no credential has the base URL of a link, and may offer to add one. */
  readonly refuseBaseUrl: (link: BucketLink) => Promise<void>;
  /** Prompts for one of several credentials; undefined if the user cancels. */
  readonly choose: (link: BucketLink, credentials: readonly Credential[]) => Promise<Credential | undefined>;
  /** Asks whether an export bucket may be requested with a credential. */
  readonly confirm: (link: BucketLink, credential: Credential) => Promise<boolean>;
  /** Requests an export bucket; undefined if the user cancels. */
  readonly request: (link: BucketLink, credential: Credential) => Promise<ExportBucketNode | undefined>;
  /** Reveals the row of an export bucket and opens its details. */
  readonly show: (node: ExportBucketNode) => Promise<void>;
}

/**
 * Opens the export bucket of a link from outside. A link only selects among the credentials that exist. If the export
 * bucket isn't loaded, the user is asked before the first request. Nothing is added, and nothing is stored.
 * @throws what requesting the export bucket throws
 */
export async function openLink(parts: LinkParts, actions: LinkActions): Promise<void> {
  const link = readBucketLink(parts);
  if (link === undefined) {
    await actions.refuse();
    return;
  }
  const usable = actions
    .credentials()
    .filter(({ origin, source }) => origin === link.origin && source !== 'unreadable');
  if (usable.length === 0) {
    await actions.refuseBaseUrl(link);
    return;
  }
  const withBucket = usable.filter((credential) => actions.loaded(link, credential) !== undefined);
  const offered = withBucket.length > 0 ? withBucket : usable;
  const credential = offered.length > 1 ? await actions.choose(link, offered) : offered[0];
  if (credential === undefined) {
    return;
  }
  const node =
    actions.loaded(link, credential) ??
    ((await actions.confirm(link, credential)) ? await actions.request(link, credential) : undefined);
  if (node !== undefined) {
    await actions.show(node);
  }
}
