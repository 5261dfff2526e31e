import { parseUrl } from '../atlas/url';
import type { NetworkError, NetworkProblem, ResponseProblem } from '../atlas/errors';
import { retry, type FailureText, type FailureContext, type FailureDescription } from './failure';

/** Describes a request without a response. */
export function networkFailure(error: NetworkError, { l10n, credential }: FailureContext): FailureDescription {
  const host = parseUrl(credential.origin)?.host ?? credential.origin;
  const proxySettings = {
    fix: { kind: 'openSettings', query: 'http.' },
    fixTitle: l10n.t('Open Proxy Settings'),
  } as const;
  const described: Record<NetworkProblem, FailureText> = {
    timeout: {
      label: l10n.t('Timed out waiting for {0}', host),
      explanation: l10n.t('Retry, or increase the setting “Request Timeout”.'),
      ...retry(l10n),
    },
    hostNotFound: {
      label: l10n.t('Can’t reach {0}', host),
      explanation: l10n.t('There is no network connection, or the host name can’t be resolved.'),
      ...retry(l10n),
    },
    refused: {
      label: l10n.t('Connection refused by {0}', host),
      explanation: l10n.t('No service is listening there, or a firewall or proxy blocks it.'),
      ...retry(l10n),
    },
    interrupted: {
      label: l10n.t('Connection lost to {0}', host),
      explanation: l10n.t('The network, a VPN or a proxy may have closed the connection.'),
      ...retry(l10n),
    },
    certificate: {
      label: l10n.t('Certificate not trusted: {0}', host),
      explanation: l10n.t(
        'If your network inspects TLS, add its certificate to the system’s certificate store, which VS Code uses.',
      ),
      ...proxySettings,
    },
    noTls: {
      label: l10n.t('No TLS at {0}', host),
      explanation: l10n.t(
        'The server at this address doesn’t use HTTPS. Check the base URL and its port, or the proxy.',
      ),
      ...retry(l10n),
    },
    tlsFailed: {
      label: l10n.t('TLS handshake failed: {0}', host),
      explanation: l10n.t(
        'Client and server have no TLS version or cipher in common, or the server requires a client certificate.',
      ),
      ...retry(l10n),
    },
    proxyUnreachable: {
      label: l10n.t('Can’t reach the proxy'),
      explanation: l10n.t('The proxy in the VS Code setting “http.proxy” or in the system settings doesn’t respond.'),
      ...proxySettings,
    },
    proxyRefused: {
      label: l10n.t('The proxy refused the connection'),
      explanation: l10n.t(
        'It responded instead of connecting to {0}. Allow the host in the proxy, or change the VS Code proxy settings.',
        host,
      ),
      ...proxySettings,
    },
    proxyAuthentication: {
      label: l10n.t('The proxy requires authentication'),
      explanation: l10n.t(
        'VS Code prompts for the password when needed. To change the proxy, edit the setting “http.proxy”.',
      ),
      ...proxySettings,
    },
  };
  return { ...described[error.problem], code: error.code };
}

/** Describes a response that is not from Atlas. */
export function responseFailure(problem: ResponseProblem, { l10n }: FailureContext): FailureText {
  const labels: Record<ResponseProblem, string> = {
    notJson: l10n.t('The response is not from Atlas'),
    unexpectedStatus: l10n.t('The response is not from Atlas'),
    redirect: l10n.t('The response is a redirect'),
    tooLarge: l10n.t('The response is too large'),
    unexpectedShape: l10n.t('The response can’t be read'),
  };
  return {
    label: labels[problem],
    explanation: l10n.t(
      'A proxy or a network’s sign-in page may have responded instead of Atlas. No redirect was followed.',
    ),
    ...retry(l10n),
  };
}

/** Describes a key ID or token with a character that no header can carry. */
export function unsendableFailure({ l10n, credential }: FailureContext): FailureDescription {
  const label = l10n.t('This credential can’t be sent');
  if (credential.method === 'serviceAccount') {
    return {
      label,
      explanation: l10n.t(
        'Atlas issued a token that no HTTP header can carry. It was not sent. Retry to get a new token.',
      ),
      ...retry(l10n),
      code: undefined,
    };
  }
  return {
    label,
    explanation: l10n.t('Its public key contains a character that no HTTP header can carry. No request was sent.'),
    fix: { kind: 'addCredential' },
    fixTitle: l10n.t('Add Credential…'),
    code: undefined,
  };
}

/** Describes a machine without MD5, which digest authentication needs. */
export function fipsFailure({ l10n }: FailureContext): FailureDescription {
  return {
    label: l10n.t('API keys can’t be used on this machine'),
    explanation: l10n.t('API keys need MD5, which is disabled on this machine (FIPS mode). Use a service account.'),
    fix: { kind: 'addCredential' },
    fixTitle: l10n.t('Add Credential…'),
    code: undefined,
  };
}
