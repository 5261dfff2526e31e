import type { KeyPair } from '../atlas/auth/authenticator';
import { ATLAS_FOR_GOVERNMENT_ORIGIN, ATLAS_ORIGIN, parseOrigin } from '../atlas/origin';
import { ENVIRONMENT, type Credential, type CredentialProblem } from './credential';
import { isKeyId, isSecret } from './usableKeys';

type Environment = Readonly<Record<string, string | undefined>>;

/** A credential that comes with its keys, or with the reason why they must not be used. */
export interface EnvironmentCredential {
  readonly credential: Credential;
  readonly keys: KeyPair | undefined;
  /** Present when there are no keys. */
  readonly problem?: CredentialProblem;
}

/** The Atlas CLI's own prefix, and the one of its predecessor, the MongoDB CLI, which it still reads. */
const PREFIXES = ['MONGODB_ATLAS_', 'MCLI_'] as const;

/** What `…SERVICE` may be; the Atlas CLI compares it exactly, and refuses to work with any other value. */
const ORIGINS = new Map([
  ['cloud', ATLAS_ORIGIN],
  ['cloudgov', ATLAS_FOR_GOVERNMENT_ORIGIN],
]);

/** The variables of Terraform's provider, which are not the Atlas CLI's. */
const TERRAFORM_KEYS = ['MONGODB_ATLAS_PUBLIC_KEY', 'MONGODB_ATLAS_PRIVATE_KEY'];

/**
 * The credential that the Atlas CLI's variables name: those with `MONGODB_ATLAS_`, or else those with `MCLI_`. Key and
 * base URL always come from variables with the same prefix. A service account wins over an API key, unless
 * `…AUTH_TYPE` names the API key. `…OPS_MANAGER_URL` wins over `…BASE_URL`, and either over the service's own origin.
 * @see https://www.mongodb.com/docs/atlas/cli/current/atlas-cli-env-variables/
 * @see https://github.com/mongodb/atlas-cli-core/tree/main/config for how the CLI resolves them
 */
export function environmentCredential(environment: Environment, name: string): EnvironmentCredential | undefined {
  for (const prefix of PREFIXES) {
    const value = (variable: string): string | undefined => valueOf(environment, prefix + variable);
    const keys = keysFrom(value);
    if (keys !== undefined) {
      const origin = originFrom(value);
      const problem = 'problem' in origin ? origin.problem : problemOf(keys);
      return {
        credential: {
          id: ENVIRONMENT,
          name,
          origin: 'origin' in origin ? origin.origin : '',
          method: keys.method,
          keyId: keys.id,
          source: 'environment',
        },
        keys: problem === undefined ? keys : undefined,
        ...(problem !== undefined && { problem }),
      };
    }
  }
  return undefined;
}

/**
 * The variables of Terraform's provider that hold an API key, if both are set. They are not used: whether their key is
 * for Atlas or for Atlas for Government is written in the Terraform configuration, which is not read here.
 * @see https://registry.terraform.io/providers/mongodb/mongodbatlas/latest/docs/guides/provider-configuration
 */
export function unusedTerraformVariables(environment: Environment): readonly string[] {
  return TERRAFORM_KEYS.every((name) => valueOf(environment, name) !== undefined) ? TERRAFORM_KEYS : [];
}

type Value = (variable: string) => string | undefined;

/** An empty variable counts as not set, as for the Atlas CLI. */
function valueOf(environment: Environment, name: string): string | undefined {
  const text = environment[name]?.trim();
  return text === '' ? undefined : text;
}

function keysFrom(value: Value): KeyPair | undefined {
  const pair = (method: KeyPair['method'], id?: string, secret?: string): KeyPair | undefined =>
    id === undefined || secret === undefined ? undefined : { method, id, secret };
  const serviceAccount = pair('serviceAccount', value('CLIENT_ID'), value('CLIENT_SECRET'));
  const apiKey = pair('apiKey', value('PUBLIC_API_KEY'), value('PRIVATE_API_KEY'));
  return value('AUTH_TYPE') === 'api_keys' ? (apiKey ?? serviceAccount) : (serviceAccount ?? apiKey);
}

function originFrom(value: Value): { readonly origin: string } | { readonly problem: CredentialProblem } {
  const byService = ORIGINS.get(value('SERVICE') ?? 'cloud');
  if (byService === undefined) {
    return { problem: 'environmentService' };
  }
  const given = value('OPS_MANAGER_URL') ?? value('BASE_URL');
  const parsed = given === undefined ? { origin: byService } : parseOrigin(given);
  return 'origin' in parsed ? parsed : { problem: 'environmentOrigin' };
}

function problemOf({ id, secret }: KeyPair): CredentialProblem | undefined {
  return isKeyId(id) && isSecret(secret) ? undefined : 'environmentKey';
}
