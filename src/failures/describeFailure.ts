import { meaningOf } from '../atlas/errorCodes';
import {
  ApiError,
  AtlasError,
  InvalidIdentifierError,
  InvalidResponseError,
  NetworkError,
  UnsendableCredentialError,
  UnsupportedAuthenticationError,
} from '../atlas/errors';
import { ChangedListError, EndlessListError } from '../atlas/pagedRows';
import { CredentialError, type CredentialProblem } from '../credentials/credential';
import { missingRole, notOnAccessList } from './accessFailures';
import { fipsFailure, networkFailure, responseFailure, unsendableFailure } from './connectionFailures';
import { retry, type FailureText, type FailureContext, type FailureDescription } from './failure';
import { unusableCredentials } from './unusableCredentials';

/** Describes the cause and the fix of a failure. Contains no secret. */
export function describeFailure(error: unknown, context: FailureContext): FailureDescription {
  if (error instanceof ApiError) {
    return apiFailure(error, context);
  }
  if (error instanceof NetworkError) {
    return networkFailure(error, context);
  }
  if (error instanceof InvalidResponseError) {
    return { ...responseFailure(error.problem, context), code: error.status?.toString() };
  }
  if (error instanceof UnsupportedAuthenticationError) {
    return fipsFailure(context);
  }
  if (error instanceof UnsendableCredentialError) {
    return unsendableFailure(context);
  }
  if (error instanceof CredentialError) {
    return { ...credentialFailure(error.problem, context), code: undefined };
  }
  const { l10n } = context;
  if (error instanceof InvalidIdentifierError) {
    return {
      label: l10n.t('This is not an Atlas ID'),
      explanation: l10n.t('An ID has 24 characters: digits and the letters a to f. No request was sent.'),
      fix: { kind: 'refresh' },
      fixTitle: l10n.t('Refresh'),
      code: error.what,
    };
  }
  if (error instanceof EndlessListError) {
    return {
      label: l10n.t('This list doesn’t end'),
      explanation: l10n.t(
        'Its pages repeat, or it has far more items than Atlas counted. Rows may be missing. Retry to load more.',
      ),
      ...retry(l10n),
      code: undefined,
    };
  }
  if (error instanceof ChangedListError) {
    return {
      label: l10n.t('The list changed while it loaded'),
      explanation: l10n.t('Items may be missing. Retry to load the list again.'),
      ...retry(l10n),
      code: undefined,
    };
  }
  return {
    label: l10n.t('An unexpected error occurred'),
    explanation: l10n.t('See the log for details, and report the problem.'),
    fix: { kind: 'showLog' },
    fixTitle: l10n.t('Show Log'),
    code: error instanceof Error && !(error instanceof AtlasError) ? error.name : undefined,
  };
}

function apiFailure(error: ApiError, context: FailureContext): FailureDescription {
  const code = error.errorCode ?? error.status.toString();
  const described = (): FailureText => {
    switch (meaningOf(error)) {
      case 'credential':
        return badCredential(error, context);
      case 'role':
        return missingRole(context);
      case 'accessList':
        return notOnAccessList(error, context);
      case 'version':
        return badVersion(error, context);
      case 'gone':
      case 'none':
      case 'countTimedOut':
      case undefined:
        return byStatus(error, context);
    }
  };
  return { ...described(), code };
}

/** Describes an error by its status alone. */
function byStatus(error: ApiError, context: FailureContext): FailureText {
  const { l10n } = context;
  switch (error.status) {
    case 403:
      return { label: l10n.t('Access denied by Atlas'), explanation: atlasMessage(error, context), ...retry(l10n) };
    case 404:
      return {
        label: l10n.t('Not found or no longer accessible'),
        explanation: atlasMessage(error, context),
        fix: { kind: 'refresh' },
        fixTitle: l10n.t('Refresh'),
      };
    case 406:
    case 410:
      return badVersion(error, context);
    case 429:
      return {
        label: l10n.t('Rate limited by Atlas'),
        explanation: l10n.t('Too many requests were sent with this credential or from this address.'),
        ...retry(l10n),
      };
    default:
      return refused(error, context);
  }
}

function refused(error: ApiError, context: FailureContext): FailureText {
  const { l10n } = context;
  return {
    label:
      error.status >= 500
        ? l10n.t('Atlas is unavailable ({0})', error.status)
        : l10n.t('Atlas rejected the request ({0})', error.status),
    explanation: atlasMessage(error, context),
    ...retry(l10n),
  };
}

/** Returns Atlas's own message; no other text if it sent none. */
function atlasMessage({ detail, errorCode }: ApiError, { l10n }: FailureContext): string {
  const words = detail ?? errorCode;
  return words === undefined ? l10n.t('The response gives no reason.') : l10n.t('Atlas says: {0}', words);
}

function badCredential(error: ApiError, context: FailureContext): FailureText {
  const described = refusedCredential(context);
  // The token endpoint names reasons that no other response contains, such as a disabled service account.
  return error.request.method === 'POST' && error.detail !== undefined
    ? { ...described, explanation: `${described.explanation} ${atlasMessage(error, context)}` }
    : described;
}

function refusedCredential(context: FailureContext): FailureText {
  const { l10n, credential } = context;
  const label =
    credential.method === 'apiKey'
      ? l10n.t('Atlas rejected this API key')
      : l10n.t('Atlas rejected this service account');
  return credential.source === 'environment'
    ? {
        label,
        explanation: l10n.t('Correct the MONGODB_ATLAS_… variables, then restart VS Code.'),
        ...retry(l10n),
      }
    : {
        label,
        explanation:
          credential.method === 'apiKey'
            ? l10n.t(
                'The public or private key is wrong, the API key was deleted, or it belongs to another Atlas site.',
              )
            : l10n.t(
                'The secret is wrong, has expired or was deleted, or the service account belongs to another Atlas site.',
              ),
        fix: { kind: 'updateSecret' },
        fixTitle: l10n.t('Update Secret…'),
      };
}

function badVersion(error: ApiError, context: FailureContext): FailureText {
  const { l10n } = context;
  const { version } = error.request;
  if (version === undefined) {
    return refused(error, context);
  }
  return {
    label:
      error.status === 410
        ? l10n.t('Atlas no longer supports API version {0}', version)
        : l10n.t('Atlas doesn’t support API version {0}', version),
    ...(error.request.path.includes('/exportBuckets')
      ? {
          explanation: l10n.t('Select another API version in the settings.'),
          fix: { kind: 'openSettings', query: 'atlasExportBuckets.apiVersion' },
          fixTitle: l10n.t('Change API Version'),
        }
      : {
          explanation: l10n.t('A newer version of this extension may use a supported API version.'),
          fix: { kind: 'showLog' },
          fixTitle: l10n.t('Show Log'),
        }),
  };
}

function credentialFailure(problem: CredentialProblem, context: FailureContext): FailureText {
  const { l10n } = context;
  const updateSecret = { fix: { kind: 'updateSecret' }, fixTitle: l10n.t('Update Secret…') } as const;
  const described: Record<CredentialProblem, FailureText> = {
    ...unusableCredentials(context),
    secretMissing: {
      label: l10n.t('The secret is missing'),
      explanation: l10n.t(
        'The system keyring has no secret for this credential. You may have removed it in another VS Code profile or added it in another window. Reload this window, enter the secret again, or remove the credential. No request was sent.',
      ),
      ...updateSecret,
    },
    originMismatch: {
      label: l10n.t('The secret doesn’t match the credential'),
      explanation: l10n.t(
        'The stored secret doesn’t match this credential’s base URL or key ID. No request was sent. Enter the secret again.',
      ),
      ...updateSecret,
    },
    notStored: {
      label: l10n.t('The secret couldn’t be stored'),
      explanation: l10n.t('No system keyring is available to store it. No request was sent.'),
      ...updateSecret,
    },
    changed: {
      label: l10n.t('The credential changed'),
      explanation: l10n.t('The items loaded with its old keys were discarded. Refresh to load them again.'),
      fix: { kind: 'refresh' },
      fixTitle: l10n.t('Refresh'),
    },
    environmentOrigin: {
      label: l10n.t('The base URL in the environment can’t be used'),
      explanation: l10n.t(
        'MONGODB_ATLAS_BASE_URL or MONGODB_ATLAS_OPS_MANAGER_URL must be an https URL without a path. No request was sent.',
      ),
      fix: { kind: 'addCredential' },
      fixTitle: l10n.t('Add Credential…'),
    },
  };
  return described[problem];
}
