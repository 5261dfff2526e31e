import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { runAddFlow } from '../../../src/signIn/addFlow';
import { CredentialError } from '../../../src/credentials/credential';
import { AtlasError, isAbort } from '../../../src/atlas/errors';
import { Credentials } from '../../../src/credentials/credentials';
import type { KeyTarget } from '../../../src/signIn/enteredSecret';
import { environmentCredential } from '../../../src/credentials/environment';
import { runBaseUrlFlow, runUpdateFlow } from '../../../src/signIn/updateFlow';
import { conversationWith } from './conversations';
import { IDS, ORIGINS, RandomUser } from './signInUser';
import { Network, Random } from './signInWorld';
import { Keyring } from '../credentials/support';

const SEQUENCES = 10_000;
/** The sequences are split into several tests, so that each one finishes in time on a busy machine. */
const PARTS = 10;

describe('Any sequence of actions on credentials in two windows', () => {
  let folder = '';
  let atlasCliConfig = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'promises-'));
    atlasCliConfig = path.join(folder, 'config.toml');
    // The secrets of each network are numbered from zero, so the profiles of every sequence have the same text.
    writeFileSync(atlasCliConfig, profilesFor(new Network(new Random(0))).text);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Returns profiles whose keys, base URLs, and secrets are registered with the network. */
  function profilesFor(network: Network): { readonly text: string; readonly targets: Map<string, KeyTarget> } {
    const targets = new Map<string, KeyTarget>([
      ['gov', { origin: ORIGINS[1], method: 'serviceAccount', keyId: IDS.serviceAccount[0] }],
      ['other', { origin: ORIGINS[2], method: 'apiKey', keyId: IDS.apiKey[0] }],
      ['keyring', { origin: ORIGINS[0], method: 'serviceAccount', keyId: '' }],
    ]);
    const tables = [...targets].map(([name, target]) => {
      const { origin, method, keyId } = target;
      const [id, secret] = method === 'apiKey' ? ['public_api_key', 'private_api_key'] : ['client_id', 'client_secret'];
      const keys = keyId === '' ? '' : `${id} = "${keyId}"\n${secret} = "${network.newSecret(target)}"\n`;
      const type = method === 'apiKey' ? 'api_keys' : 'service_account';
      return `[${name}]\nauth_type = "${type}"\nbase_url = "${origin}"\n${keys}`;
    });
    return { text: [...tables, '[login]\nauth_type = "user_account"\n'].join('\n'), targets };
  }

  /** Runs one sequence and returns how many requests carried a proof. */
  async function runSequence(seed: number): Promise<number> {
    const random = new Random(seed);
    const network = new Network(random);
    const { targets: imports } = profilesFor(network);
    const inEnvironment: KeyTarget = { origin: ORIGINS[1], method: 'serviceAccount', keyId: IDS.serviceAccount[1] };
    const environment = {
      MONGODB_ATLAS_CLIENT_ID: inEnvironment.keyId,
      MONGODB_ATLAS_CLIENT_SECRET: network.newSecret(inEnvironment),
      MONGODB_ATLAS_SERVICE: 'cloudgov',
      MONGODB_ATLAS_PUBLIC_KEY: 'terraform',
      MONGODB_ATLAS_PRIVATE_KEY: 'terraform',
    };
    imports.set('Environment', inEnvironment);
    const keyring = new Keyring(() => Promise.resolve());
    const windows = [{}, { knowsKeys: true }].map((options) => {
      const { store } = keyring.window(options);
      const credentials = new Credentials(
        store,
        environmentCredential(environment, 'Environment'),
        network.createClient,
        () => undefined,
      );
      return { store, credentials };
    });

    const act = async (): Promise<void> => {
      const { store, credentials } = random.pick(windows);
      const listed = credentials.list();
      const credential = random.pick(listed);
      const isStored = credential.source !== 'environment';
      const conversation = conversationWith(
        new RandomUser(random, network, imports, isStored ? credential : undefined),
        {},
      );
      switch (random.below(14)) {
        case 0:
        case 1:
        case 2:
        case 3: {
          const adding = conversationWith(new RandomUser(random, network, imports), {});
          await runAddFlow(adding, { credentials, store, atlasCliConfig, hasAtlasCliConfig: true, environment });
          return;
        }
        case 4:
          return isStored ? runUpdateFlow(conversation, { credentials, store, credential }) : undefined;
        case 5:
        case 6:
          return isStored ? runBaseUrlFlow(conversation, { credentials, store, credential }) : undefined;
        case 7:
          return store.remove(credential.id);
        case 8:
          keyring.deliverState();
          return;
        case 9:
          return store.refresh();
        case 10:
          tamper();
          return;
        case 11:
          keyring.broken = random.once(2) ? undefined : 'forgets';
          return;
        default:
          await (await credentials.clientOf(credential)).listProjects();
      }
    };

    /** Edits the state that VS Code keeps outside of the keyring. */
    const tamper = (): void => {
      const rows = keyring.state.get('credentials');
      if (Array.isArray(rows)) {
        keyring.state.set(
          'credentials',
          rows.map((row: object) => ({ ...row, origin: random.pick([...ORIGINS, 'http://127.0.0.2:9']) })),
        );
        keyring.deliverState();
      }
    };

    for (let count = 2 + random.below(3); count > 0; count -= 1) {
      await Promise.all(
        [act, act].slice(0, 1 + random.below(2)).map((run) =>
          run().catch((error: unknown) => {
            // Changing a credential cancels its requests.
            assert.ok(error instanceof CredentialError || error instanceof AtlasError || isAbort(error), String(error));
          }),
        ),
      );
    }
    for (const { credentials } of windows) {
      credentials.dispose();
    }
    assert.deepEqual(network.violations, []);
    return network.proofs;
  }

  for (let part = 1; part <= PARTS; part += 1) {
    it(`sends each secret only to the base URL it was entered for, with its own ID, by GET and token calls (${part})`, async () => {
      let proofs = 0;
      await fc.assert(
        // One number determines a whole sequence. If one fails, the report contains the number and the seed.
        fc.asyncProperty(fc.noShrink(fc.integer()), async (seed) => {
          proofs += await runSequence(seed);
        }),
        { numRuns: SEQUENCES / PARTS },
      );
      assert.ok(proofs > SEQUENCES / PARTS, `only ${proofs} requests carried a proof`);
    }).timeout(120_000);
  }
});
