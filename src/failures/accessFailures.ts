import { parseUrl } from '../atlas/url';
import type { ApiError } from '../atlas/errors';
import { keyPage } from '../credentials/keyPage';
import type { FailureText, FailureContext } from './failure';

/** Characters of an IPv6 address that is written out. */
const MAX_ADDRESS_LENGTH = 39;
const MAX_LENGTH_WITH_LONG_LABEL = 36;

/** The credential is valid, and lacks a role. */
export function missingRole(context: FailureContext): FailureText {
  const { l10n, projectId } = context;
  return {
    label:
      projectId === undefined
        ? l10n.t('No access: a role is missing')
        : l10n.t('No access: Project Read Only required'),
    explanation: l10n.t('The credential is valid but lacks this role. Grant it in Atlas, then refresh.'),
    fix: { kind: 'openAtlas', page: accessPage(context) },
    fixTitle: l10n.t('Open Access Manager'),
  };
}

/** The address of this machine is not on the API access list. */
export function notOnAccessList({ parameters }: ApiError, context: FailureContext): FailureText {
  const { l10n } = context;
  const [address] = parameters;
  return {
    label: accessListLabel(typeof address === 'string' ? address : '', context),
    explanation: l10n.t(
      'Add the address to the credential’s API access list in Atlas, which is separate from the database’s IP access list.',
    ),
    fix: { kind: 'openAtlas', page: accessListPage(context) },
    fixTitle: l10n.t('Open Access List'),
  };
}

/** Whether a text is an IPv4 or IPv6 address; none with a zone, which may hold any text. */
function isAddress(text: string): boolean {
  return (
    (/^\d{1,3}(\.\d{1,3}){3}$/.test(text) && parseUrl(`http://${text}`) !== undefined) ||
    (/^[\da-f:.]+$/i.test(text) && parseUrl(`http://[${text}]`) !== undefined)
  );
}

/** Names an address in at most 60 characters, what a row has room for. */
function accessListLabel(address: string, { l10n }: FailureContext): string {
  if (!isAddress(address) || address.length > MAX_ADDRESS_LENGTH) {
    return l10n.t('This IP address is not on the access list');
  }
  return address.length > MAX_LENGTH_WITH_LONG_LABEL
    ? l10n.t('Not on access list: {0}', address)
    : l10n.t('Not on the access list: {0}', address);
}

/** Where in Atlas roles are granted; a best effort, for Atlas documents no deep links. */
function accessPage({ credential, projectId }: FailureContext): string {
  return projectId === undefined ? keyPage(credential) : `${credential.origin}/v2/${projectId}#/access`;
}

/** The API access list is part of the key's own page, where that is known. */
function accessListPage(context: FailureContext): string {
  return context.credential.organizationId === undefined ? accessPage(context) : keyPage(context.credential);
}
