import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runAddFlow, type AddFlowOptions } from '../../../src/signIn/addFlow';
import type { Credential } from '../../../src/credentials/credential';
import { Credentials } from '../../../src/credentials/credentials';
import { environmentCredential } from '../../../src/credentials/environment';
import type { Choice } from '../../../src/signIn/quickInput';
import { runBaseUrlFlow, runUpdateFlow } from '../../../src/signIn/updateFlow';
import { conversationWith } from './conversations';
import { Network, Random } from './signInWorld';
import { Keyring, RETAIL } from '../credentials/support';

const GOVERNMENT = 'https://cloud.mongodbgov.com';
const TERRAFORM = { MONGODB_ATLAS_PUBLIC_KEY: 'x', MONGODB_ATLAS_PRIVATE_KEY: 'y' };
const BACK = '<back>';

/** A prompt as the user sees it. */
interface Seen {
  readonly prompt: string;
  /** The initial value of the input, or the texts of the choices. */
  readonly offered: readonly string[];
}

/** Returns a conversation with a user who enters a list of inputs, then cancels. */
function scripted(inputs: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const seen: Seen[] = [];
  const problems: string[] = [];
  const rest = [...inputs];
  const textsOf = ({ label, description = '', detail = '' }: Choice<unknown>) =>
    [label, description, detail].join(' | ');
  const conversation = conversationWith(
    {
      choose(_position, prompt, choices) {
        seen.push({ prompt, offered: choices.map(textsOf) });
        const input = rest.shift();
        if (input === BACK || input === undefined) {
          return input === BACK ? 'back' : 'cancelled';
        }
        return choices.findIndex(({ label }) => label.includes(input));
      },
      enter(_position, { prompt, value = '' }) {
        seen.push({ prompt, offered: [value] });
        const input = rest.shift();
        if (input === BACK || input === undefined) {
          return [input === BACK ? 'back' : 'cancelled'] as const;
        }
        return input;
      },
      refused: (problem) => problems.push(problem),
    },
    environment,
  );
  return { conversation, seen, problems };
}

describe('The sign-in flows', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'flows-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function open(environment: Readonly<Record<string, string>> = {}, profiles?: string) {
    const atlasCliConfig = path.join(folder, 'config.toml');
    if (profiles !== undefined) {
      writeFileSync(atlasCliConfig, profiles);
    }
    const { store } = new Keyring().window();
    const network = new Network(new Random(1));
    const tried: { readonly origin: string; readonly secret: string }[] = [];
    const credentials = new Credentials(
      store,
      environmentCredential(environment, 'Environment'),
      (origin, keys) => {
        tried.push({ origin, secret: keys.secret });
        return network.createClient(origin, keys);
      },
      () => undefined,
    );
    const hasAtlasCliConfig = profiles !== undefined;
    const options: AddFlowOptions = { credentials, store, atlasCliConfig, hasAtlasCliConfig, environment };
    return { options, store, tried };
  }

  it("don't offer a secret for another base URL after going back", async () => {
    const { options, store, tried } = open();
    await store.add({ ...RETAIL, keyId: 'zmmrboas', method: 'apiKey', origin: 'https://a.example' });
    const there = ['Other…', 'https://a.example', 'zmmrboas:secret-of-a'];
    const { conversation, seen } = scripted([...there, BACK, BACK, 'https://b.example', 'zmmrboas']);
    await runAddFlow(conversation, options);
    assert.deepEqual(seen.at(-1)?.offered, ['']);
    assert.deepEqual(tried, []);
  });

  it('verify a key that is pasted with its secret, name it after its organization, and ask nothing else', async () => {
    const { options, store, tried } = open();
    const secret = 'mdb_sa_sk_number-0-';
    const { conversation, seen } = scripted(['Atlas', `mdb_sa_id_1:${secret}`]);
    const added = await runAddFlow(conversation, options);
    assert.equal(seen.length, 2);
    assert.deepEqual(tried, [{ origin: 'https://cloud.mongodb.com', secret }]);
    assert.deepEqual(store.list(), [added]);
    assert.deepEqual([added?.name, added?.method, added?.keyId], ['Contoso', 'serviceAccount', 'mdb_sa_id_1']);
  });

  it('ask before the secret of a known key is replaced, although it is pasted with the key', async () => {
    const { options, store, tried } = open();
    await store.add({ ...RETAIL, keyId: 'zmmrboas', method: 'apiKey', origin: 'https://cloud.mongodb.com' });
    const { conversation, seen } = scripted(['Atlas', 'zmmrboas:new-secret']);
    assert.equal(await runAddFlow(conversation, options), undefined);
    assert.match(seen.at(-1)?.prompt ?? '', /already been added/);
    assert.deepEqual([seen.at(-1)?.offered, tried], [['new-secret'], []]);
  });

  it("offer the secret again if its base URL, method, and key ID haven't changed", async () => {
    const { options, store } = open();
    await store.add({ ...RETAIL, keyId: 'zmmrboas', method: 'apiKey', origin: 'https://cloud.mongodb.com' });
    const { conversation, seen } = scripted(['Atlas', 'zmmrboas:pasted-with-it', BACK, 'zmmrboas']);
    await runAddFlow(conversation, options);
    assert.deepEqual(seen.at(-1)?.offered, ['pasted-with-it']);
  });

  it('still prompt for the ID if a predefined base URL is entered as a custom one', async () => {
    const { options } = open();
    const { conversation, seen } = scripted(['Other…', GOVERNMENT]);
    await runAddFlow(conversation, options);
    assert.match(seen.at(-1)?.prompt ?? '', /Client ID/);
  });

  it('still prompt for the secret if the base URL changes to a predefined one', async () => {
    const { options, store, tried } = open();
    const credential = await store.add({ ...RETAIL, origin: 'https://a.example' });
    const { conversation, seen } = scripted(['Other…', GOVERNMENT]);
    await runBaseUrlFlow(conversation, { ...options, credential });
    assert.match(seen.at(-1)?.prompt ?? '', /Client secret/);
    assert.deepEqual([store.list(), tried], [[credential], []]);
  });

  it("prompt for another base URL first if the current one can't be used", async () => {
    const { options, store } = open();
    const credential: Credential = await store.add({ ...RETAIL, origin: 'http://127.0.0.2:9' });
    const { conversation, seen } = scripted([]);
    await runUpdateFlow(conversation, { ...options, credential });
    assert.match(seen[0]?.prompt ?? '', /Which Atlas/);
  });

  it('list Terraform variables as not used', async () => {
    const { options } = open(TERRAFORM);
    const { conversation, seen } = scripted(['MONGODB_ATLAS_PUBLIC_KEY', 'Enter Manually']);
    await runAddFlow(conversation, options);
    assert.match(seen[0]?.offered.at(-1) ?? '', /MONGODB_ATLAS_PUBLIC_KEY, MONGODB_ATLAS_PRIVATE_KEY \| Not used \|/);
    assert.match(seen[2]?.prompt ?? '', /Which Atlas/);
  });

  it("give the reason for each profile that can't be copied, and go back if there is no other profile", async () => {
    const profiles = `[default]
ops_manager_url = "http://opsmanager.example:8080/"
private_api_key = "p"
public_api_key = "zmmrboas"
[login]
access_token = "x"
refresh_token = "y"
[old]
service = "ops-manager"
public_api_key = "zmmrboas"
[odd]
public_api_key = "zmmr\\u0431oas"
private_api_key = "hidden-secret"
[empty]
`;
    const { options } = open({}, profiles);
    const { conversation, seen } = scripted(['Atlas CLI', 'default']);
    await runAddFlow(conversation, options);
    const [, choices, again] = seen;
    for (const [index, reason] of [
      /Only https/,
      /User account/,
      /Not for Atlas/,
      /invalid character/,
      /no API key/,
    ].entries()) {
      assert.match(choices?.offered[index] ?? '', reason);
    }
    assert.ok(!JSON.stringify(seen).includes('hidden-secret'));
    assert.match(again?.prompt ?? '', /How do you want/);
  });

  it("list the profiles that can't be copied below the others", async () => {
    const { options } = open({}, '[login]\nauth_type = "user_account"\n[good]\nclient_id = "mdb_sa_id_1"');
    const { conversation, seen } = scripted(['Atlas CLI', 'login', 'good']);
    await runAddFlow(conversation, options);
    assert.match(seen[1]?.offered.join('\n') ?? '', /^good.*\nlogin \| Can’t be copied/);
    assert.deepEqual(seen[1], seen[2]);
    assert.deepEqual(seen[3]?.offered, ['mdb_sa_id_1']);
  });
});
