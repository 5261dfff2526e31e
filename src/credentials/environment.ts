import type { KeyPair } from '../atlas/auth/authenticator';
import { ATLAS_FOR_GOVERNMENT_ORIGIN, ATLAS_ORIGIN, parseOrigin } from '../atlas/origin';
import { ENVIRONMENT, type Credential, type CredentialProblem } from './credential';
import { isKeyId, isSecret } from './usableKeys';

type Environment = Readonly<Record<string, string | undefined>>;

/** The credential from the environment with its keys, or with the reason why they can't be used. */
export interface EnvironmentCredential {
  readonly credential: Credential;
  readonly keys: KeyPair | undefined;
  /** Present if there are no keys. */
  readonly problem?: CredentialProblem;
}

/** The prefix of the Atlas CLI, and that of its predecessor, the MongoDB CLI, which the Atlas CLI still reads. */
const PREFIXES = ['MONGODB_ATLAS_', 'MCLI_'] as const;

/** The values of `…SERVICE`. The Atlas CLI compares them exactly and rejects any other value. */
const ORIGINS = new Map([
  ['cloud', ATLAS_ORIGIN],
  ['cloudgov', ATLAS_FOR_GOVERNMENT_ORIGIN],
]);

/** The variables of Terraform's provider, which the Atlas CLI doesn't read. */
const TERRAFORM_KEYS = ['MONGODB_ATLAS_PUBLIC_KEY', 'MONGODB_ATLAS_PRIVATE_KEY'];

/**
 * Returns the credential in the Atlas CLI's variables: those with `MONGODB_ATLAS_`, or else those with `MCLI_`. Key and
 * base URL always come from variables with the same prefix. A service account takes precedence over an API key, unless
 * `…AUTH_TYPE` selects the API key. `…OPS_MANAGER_URL` takes precedence over `…BASE_URL`, and both over the origin of
 * the service.
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
 * Returns the variables of Terraform's provider that contain an API key, if both are set. They are not used, because
 * only the Terraform configuration says whether the key is for Atlas or for Atlas for Government.
 * @see https://registry.terraform.io/providers/mongodb/mongodbatlas/latest/docs/guides/provider-configuration
 */
export function unusedTerraformVariables(environment: Environment): readonly string[] {
  return TERRAFORM_KEYS.every((name) => valueOf(environment, name) !== undefined) ? TERRAFORM_KEYS : [];
}

type Value = (variable: string) => string | undefined;

/** An empty variable counts as not set, as in the Atlas CLI. */
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
