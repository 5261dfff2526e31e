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
import { EndlessListError } from '../atlas/pagedRows';
import { CredentialError, type CredentialProblem } from '../credentials/credential';
import { missingRole, notOnAccessList } from './accessFailures';
import { fipsFailure, networkFailure, responseFailure, unsendableFailure } from './connectionFailures';
import { retry, type Described, type FailureContext, type FailureDescription } from './failure';
import { unusableCredentials } from './unusableCredentials';

/** Names the cause of a failure and its fix. Holds nothing that Atlas or the person wants kept secret. */
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
        'Its pages repeat, or there are far more of them than the count in the response. Rows may be missing. Retry loads more of it.',
      ),
      ...retry(l10n),
      code: undefined,
    };
  }
  return {
    label: l10n.t('An unexpected error occurred'),
    explanation: l10n.t('The log may say more. Please report it.'),
    fix: { kind: 'showLog' },
    fixTitle: l10n.t('Show Log'),
    code: error instanceof Error && !(error instanceof AtlasError) ? error.name : undefined,
  };
}

function apiFailure(error: ApiError, context: FailureContext): FailureDescription {
  const code = error.errorCode ?? error.status.toString();
  const described = (): Described => {
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

/** Describes an error of which the status alone tells something. */
function byStatus(error: ApiError, context: FailureContext): Described {
  const { l10n } = context;
  switch (error.status) {
    case 403:
      return { label: l10n.t('Atlas forbids this'), explanation: wordsOf(error, context), ...retry(l10n) };
    case 404:
      return {
        label: l10n.t('Not found, or no longer visible'),
        explanation: wordsOf(error, context),
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

function refused(error: ApiError, context: FailureContext): Described {
  const { l10n } = context;
  return {
    label:
      error.status >= 500
        ? l10n.t('Atlas has a problem ({0})', error.status)
        : l10n.t('Atlas refused ({0})', error.status),
    explanation: wordsOf(error, context),
    ...retry(l10n),
  };
}

/** Returns what Atlas says; where it says nothing, no words are put into its mouth. */
function wordsOf({ detail, errorCode }: ApiError, { l10n }: FailureContext): string {
  const words = detail ?? errorCode;
  return words === undefined ? l10n.t('The response gives no reason.') : l10n.t('Atlas says: {0}', words);
}

function badCredential(error: ApiError, context: FailureContext): Described {
  const described = refusedCredential(context);
  // The token endpoint names reasons that nothing else tells, such as a disabled service account.
  return error.request.method === 'POST' && error.detail !== undefined
    ? { ...described, explanation: `${described.explanation} ${wordsOf(error, context)}` }
    : described;
}

function refusedCredential(context: FailureContext): Described {
  const { l10n, credential } = context;
  const label =
    credential.method === 'apiKey'
      ? l10n.t('Atlas does not accept this API key')
      : l10n.t('Atlas does not accept this service account');
  return credential.source === 'environment'
    ? {
        label,
        explanation: l10n.t('Correct the MONGODB_ATLAS_… variables and start VS Code again.'),
        ...retry(l10n),
      }
    : {
        label,
        explanation:
          credential.method === 'apiKey'
            ? l10n.t('A key of the pair is wrong, or the API key was deleted, or it belongs to another Atlas site.')
            : l10n.t('The secret is wrong, has expired or was deleted, or it belongs to another Atlas site.'),
        fix: { kind: 'updateSecret' },
        fixTitle: l10n.t('Update Secret…'),
      };
}

function badVersion(error: ApiError, context: FailureContext): Described {
  const { l10n } = context;
  const { version } = error.request;
  if (version === undefined) {
    return refused(error, context);
  }
  return {
    label:
      error.status === 410
        ? l10n.t('Atlas no longer serves version {0}', version)
        : l10n.t('Atlas does not know version {0}', version),
    ...(error.request.path.includes('/exportBuckets')
      ? {
          explanation: l10n.t('Choose another version of the API in the settings.'),
          fix: { kind: 'openSettings', query: 'atlasExportBuckets.apiVersion' },
          fixTitle: l10n.t('Change API Version'),
        }
      : {
          explanation: l10n.t('A newer version of this extension may know one that Atlas serves.'),
          fix: { kind: 'showLog' },
          fixTitle: l10n.t('Show Log'),
        }),
  };
}

function credentialFailure(problem: CredentialProblem, context: FailureContext): Described {
  const { l10n } = context;
  const updateSecret = { fix: { kind: 'updateSecret' }, fixTitle: l10n.t('Update Secret…') } as const;
  const described: Record<CredentialProblem, Described> = {
    ...unusableCredentials(context),
    secretMissing: {
      label: l10n.t('The secret is missing'),
      explanation: l10n.t(
        'The system keyring doesn’t have it. You may have removed the credential in another profile of VS Code, or added it in another window: reload this one, enter the secret again, or remove the credential. Nothing was sent.',
      ),
      ...updateSecret,
    },
    originMismatch: {
      label: l10n.t('The secret was given for another origin'),
      explanation: l10n.t('What is stored of this credential disagrees, so nothing was sent. Give the secret again.'),
      ...updateSecret,
    },
    notKept: {
      label: l10n.t('The secret could not be kept'),
      explanation: l10n.t('This machine has no keyring that keeps it. Nothing was sent.'),
      ...updateSecret,
    },
    changed: {
      label: l10n.t('The credential has changed meanwhile'),
      explanation: l10n.t('What had been read with it by then was dropped.'),
      fix: { kind: 'refresh' },
      fixTitle: l10n.t('Refresh'),
    },
    environmentOrigin: {
      label: l10n.t('The origin in the environment cannot be used'),
      explanation: l10n.t(
        'MONGODB_ATLAS_BASE_URL or MONGODB_ATLAS_OPS_MANAGER_URL must be an https origin, without a path. Nothing was sent.',
      ),
      fix: { kind: 'addCredential' },
      fixTitle: l10n.t('Add Credential…'),
    },
  };
  return described[problem];
}
