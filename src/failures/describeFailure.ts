import { isCredentialCode } from '../atlas/apiError';
import {
  ApiError,
  AtlasError,
  InvalidResponseError,
  NetworkError,
  UnsupportedAuthenticationError,
} from '../atlas/errors';
import { EndlessListError } from '../atlas/pagedRows';
import { CredentialError, type CredentialProblem } from '../credentials/credential';
import { keyPage } from '../credentials/keyPage';
import { fipsFailure, networkFailure, responseFailure } from './connectionFailures';
import { retry, type Described, type FailureContext, type FailureDescription } from './failure';

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
  if (error instanceof CredentialError) {
    return { ...credentialFailure(error.problem, context), code: undefined };
  }
  const { l10n } = context;
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
    label: l10n.t('Something unexpected happened'),
    explanation: l10n.t('The log may say more. Please report it.'),
    fix: { kind: 'showLog' },
    fixTitle: l10n.t('Show Log'),
    code: error instanceof Error && !(error instanceof AtlasError) ? error.name : undefined,
  };
}

function apiFailure(error: ApiError, context: FailureContext): FailureDescription {
  const { l10n } = context;
  const code = error.errorCode ?? error.status.toString();
  const described = (): Described => {
    switch (error.status) {
      case 401:
        return isCredentialCode(error.errorCode) ? badCredential(context) : missingRole(context);
      case 403:
        return forbidden(error, context);
      case 404:
        return {
          label: l10n.t('Not found, or no longer visible'),
          explanation: l10n.t('Atlas says: {0}', error.detail ?? code),
          fix: { kind: 'refresh' },
          fixTitle: l10n.t('Refresh'),
        };
      case 406:
      case 410:
        return error.request.version === undefined ? refused(error, context) : badVersion(error, context);
      case 429:
        return {
          label: l10n.t('Rate limited by Atlas'),
          explanation: l10n.t('Too many requests were sent with this credential or from this address.'),
          ...retry(l10n),
        };
      default:
        return refused(error, context);
    }
  };
  return { ...described(), code };
}

function refused(error: ApiError, { l10n }: FailureContext): Described {
  return {
    label:
      error.status >= 500
        ? l10n.t('Atlas has a problem ({0})', error.status)
        : l10n.t('Atlas refused ({0})', error.status),
    explanation: l10n.t('Atlas says: {0}', error.detail ?? error.errorCode ?? error.status.toString()),
    ...retry(l10n),
  };
}

function badCredential(context: FailureContext): Described {
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

function missingRole(context: FailureContext): Described {
  const { l10n, projectId } = context;
  return {
    label: projectId === undefined ? l10n.t('A role is missing') : l10n.t('Needs the role Project Read Only'),
    explanation: l10n.t('The key is good, but its role does not allow this. Grant it the role in Atlas, then refresh.'),
    fix: { kind: 'openAtlas', page: accessPage(context) },
    fixTitle: l10n.t('Open Access Manager'),
  };
}

function forbidden(error: ApiError, context: FailureContext): Described {
  const { l10n } = context;
  if (error.errorCode?.includes('ACCESS_LIST') === true) {
    const [address] = error.parameters;
    return {
      label:
        typeof address === 'string'
          ? l10n.t('Not on the access list: {0}', address)
          : l10n.t('This IP address is not on the access list'),
      explanation: l10n.t('Add the address to the API access list of this key; it is not the database’s own list.'),
      fix: { kind: 'openAtlas', page: accessListPage(context) },
      fixTitle: l10n.t('Open Access List'),
    };
  }
  return {
    label: l10n.t('Atlas forbids this'),
    explanation: l10n.t('Atlas says: {0}', error.detail ?? error.errorCode ?? '403'),
    ...retry(l10n),
  };
}

function badVersion(error: ApiError, { l10n }: FailureContext): Described {
  const version = error.request.version ?? '';
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

function credentialFailure(problem: CredentialProblem, { l10n }: FailureContext): Described {
  const updateSecret = { fix: { kind: 'updateSecret' }, fixTitle: l10n.t('Update Secret…') } as const;
  const described: Record<CredentialProblem, Described> = {
    secretMissing: {
      label: l10n.t('The secret is missing'),
      explanation: l10n.t(
        'The keyring of this machine does not have it. If another window has just been given it, reload this one. Nothing was sent.',
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

/** Where in Atlas roles are granted; a best effort, for Atlas documents no deep links. */
function accessPage({ credential, projectId }: FailureContext): string {
  return projectId === undefined ? keyPage(credential) : `${credential.origin}/v2/${projectId}#/access`;
}

/** The API access list is part of the key's own page, where that is known. */
function accessListPage(context: FailureContext): string {
  return context.credential.organizationId === undefined ? accessPage(context) : keyPage(context.credential);
}
