import { parseUrl } from '../atlas/url';
import type { ApiError } from '../atlas/errors';
import { keyPage } from '../credentials/keyPage';
import type { FailureText, FailureContext } from './failure';

/** Length of a full IPv6 address. */
const MAX_ADDRESS_LENGTH = 39;
const MAX_LENGTH_WITH_LONG_LABEL = 36;

/** Describes a valid credential that lacks a role. */
export function missingRole(context: FailureContext): FailureText {
  const { l10n, projectId } = context;
  return {
    label:
      projectId === undefined
        ? l10n.t('No access: a role is missing')
        : l10n.t('No access: Project Read Only required'),
    shortLabel: l10n.t('No access'),
    explanation: l10n.t('The credential is valid but lacks this role. Grant it in Atlas, then refresh.'),
    fix: { kind: 'openAccessManager', page: accessPage(context) },
    fixTitle: l10n.t('Open Access Manager'),
  };
}

/** Describes an IP address that is not on the API access list. */
export function notOnAccessList({ parameters }: ApiError, context: FailureContext): FailureText {
  const { l10n } = context;
  const [address] = parameters;
  return {
    label: accessListLabel(typeof address === 'string' ? address : '', context),
    explanation: l10n.t(
      'Add the address to the credential’s API access list in Atlas, which is separate from the database’s IP access list.',
    ),
    fix: { kind: 'openAccessList', page: accessListPage(context) },
    fixTitle: l10n.t('Open Access List'),
  };
}

/** Returns whether a text is an IPv4 or IPv6 address without a zone, which may contain any text. */
function isAddress(text: string): boolean {
  return (
    (/^\d{1,3}(\.\d{1,3}){3}$/.test(text) && parseUrl(`http://${text}`) !== undefined) ||
    (/^[\da-f:.]+$/i.test(text) && parseUrl(`http://[${text}]`) !== undefined)
  );
}

/** Returns a label with the address, at most 60 characters long to fit into a row. */
function accessListLabel(address: string, { l10n }: FailureContext): string {
  if (!isAddress(address) || address.length > MAX_ADDRESS_LENGTH) {
    return l10n.t('This IP address is not on the access list');
  }
  return address.length > MAX_LENGTH_WITH_LONG_LABEL
    ? l10n.t('Not on access list: {0}', address)
    : l10n.t('Not on the access list: {0}', address);
}

/** Returns the page in Atlas where roles are granted. The URL may change, because Atlas documents no deep links. */
function accessPage({ credential, projectId }: FailureContext): string {
  return projectId === undefined ? keyPage(credential) : `${credential.origin}/v2/${projectId}#/access`;
}

/** Returns the page of the key, which contains its API access list, if that page is known. */
function accessListPage(context: FailureContext): string {
  return context.credential.organizationId === undefined ? accessPage(context) : keyPage(context.credential);
}
