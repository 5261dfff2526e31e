import { existsSync } from 'node:fs';
import { runAddFlow } from './addFlow';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import { conversation } from './vscodeConversation';

/**
 * Asks for a credential step by step, tries it with one request, and stores it.
 * @param atlasCliConfig the Atlas CLI's configuration file, which is read only when its profiles are asked for
 * @returns undefined when the user left, in which case nothing is stored
 */
export function addCredential(
  credentials: Credentials,
  store: CredentialStore,
  atlasCliConfig: string,
): Promise<Credential | undefined> {
  return runAddFlow(conversation, {
    credentials,
    store,
    atlasCliConfig,
    hasAtlasCliConfig: existsSync(atlasCliConfig),
    environment: process.env,
  });
}
