import { parseUrl } from '../atlas/url';
import type { NetworkError, NetworkProblem, ResponseProblem } from '../atlas/errors';
import { retry, type Described, type FailureContext, type FailureDescription } from './failure';

/** No answer arrived. */
export function networkFailure(error: NetworkError, { l10n, credential }: FailureContext): FailureDescription {
  const host = parseUrl(credential.origin)?.host ?? credential.origin;
  const proxySettings = {
    fix: { kind: 'openSettings', query: 'http.' },
    fixTitle: l10n.t('Open Proxy Settings'),
  } as const;
  const described: Record<NetworkProblem, Described> = {
    timeout: {
      label: l10n.t('No answer in time from {0}', host),
      explanation: l10n.t('The setting “Request Timeout” says how long to wait.'),
      ...retry(l10n),
    },
    hostNotFound: {
      label: l10n.t('Cannot reach {0}', host),
      explanation: l10n.t('There is no network, or the name is not known here.'),
      ...retry(l10n),
    },
    refused: {
      label: l10n.t('Connection refused by {0}', host),
      explanation: l10n.t('Nothing listens there, or a firewall or the proxy is in the way.'),
      ...retry(l10n),
    },
    interrupted: {
      label: l10n.t('Connection lost to {0}', host),
      explanation: l10n.t('The network, a VPN or a proxy may have closed it.'),
      ...retry(l10n),
    },
    certificate: {
      label: l10n.t('Certificate not trusted: {0}', host),
      explanation: l10n.t(
        'If your network inspects TLS, add its certificate to the system’s store; VS Code reads it from there.',
      ),
      ...proxySettings,
    },
    noTls: {
      label: l10n.t('No TLS at {0}', host),
      explanation: l10n.t('Something else than HTTPS is served there. Check the base URL and its port, or the proxy.'),
      ...retry(l10n),
    },
    tlsFailed: {
      label: l10n.t('TLS handshake failed: {0}', host),
      explanation: l10n.t(
        'The two sides share no TLS version or cipher, or the other side requires a client certificate.',
      ),
      ...retry(l10n),
    },
    proxyUnreachable: {
      label: l10n.t('The proxy cannot be reached'),
      explanation: l10n.t('VS Code’s setting “http.proxy”, or the system, names a proxy that does not answer.'),
      ...proxySettings,
    },
    proxyRefused: {
      label: l10n.t('The proxy refused the connection'),
      explanation: l10n.t(
        'It responded itself instead of connecting to {0}. Allow the host in the proxy, or change VS Code’s proxy settings.',
        host,
      ),
      ...proxySettings,
    },
    proxyAuthentication: {
      label: l10n.t('The proxy requires authentication'),
      explanation: l10n.t('VS Code asks for its password when needed; the setting “http.proxy” names the proxy.'),
      ...proxySettings,
    },
  };
  return { ...described[error.problem], code: error.code };
}

/** An answer arrived that is not one of Atlas. */
export function responseFailure(problem: ResponseProblem, { l10n }: FailureContext): Described {
  const labels: Record<ResponseProblem, string> = {
    notJson: l10n.t('The answer is not from Atlas'),
    unexpectedStatus: l10n.t('The answer is not from Atlas'),
    redirect: l10n.t('The answer redirects elsewhere'),
    tooLarge: l10n.t('The answer is too large'),
    unexpectedShape: l10n.t('The answer cannot be read'),
  };
  return {
    label: labels[problem],
    explanation: l10n.t(
      'Something between here and Atlas may have answered: a proxy, or the sign-in page of a network. Nothing was followed.',
    ),
    ...retry(l10n),
  };
}

/** The key ID or the token has a character that no header can carry. */
export function unsendableFailure({ l10n, credential }: FailureContext): FailureDescription {
  const label = l10n.t('This credential can’t be sent');
  if (credential.method === 'serviceAccount') {
    return {
      label,
      explanation: l10n.t(
        'Atlas issued a token that no HTTP header can carry. Nothing was sent. Retry for a new token.',
      ),
      ...retry(l10n),
      code: undefined,
    };
  }
  return {
    label,
    explanation: l10n.t('Its public key has a character that no HTTP header can carry. Nothing was sent.'),
    fix: { kind: 'addCredential' },
    fixTitle: l10n.t('Add Credential…'),
    code: undefined,
  };
}

/** Digest's MD5 does not exist on this machine. */
export function fipsFailure({ l10n }: FailureContext): FailureDescription {
  return {
    label: l10n.t('API keys cannot be used on this machine'),
    explanation: l10n.t('Their sign-in needs MD5, which this machine forbids (FIPS mode). Use a service account.'),
    fix: { kind: 'addCredential' },
    fixTitle: l10n.t('Add Credential…'),
    code: undefined,
  };
}
