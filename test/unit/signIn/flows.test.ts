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

/** Something that is asked, as the user sees it. */
interface Seen {
  readonly prompt: string;
  /** What is offered in the box, or the labels and details to choose from. */
  readonly offered: readonly string[];
}

/** A user who gives the answers of a list, and leaves at its end. */
function scripted(answers: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const seen: Seen[] = [];
  const problems: string[] = [];
  const rest = [...answers];
  const textsOf = ({ label, description = '', detail = '' }: Choice<unknown>) =>
    [label, description, detail].join(' | ');
  const conversation = conversationWith(
    {
      choose(_position, prompt, choices) {
        seen.push({ prompt, offered: choices.map(textsOf) });
        const answer = rest.shift();
        if (answer === BACK || answer === undefined) {
          return answer === BACK ? 'back' : 'cancelled';
        }
        return choices.findIndex(({ label }) => label.includes(answer));
      },
      enter(_position, { prompt, value = '' }) {
        seen.push({ prompt, offered: [value] });
        const answer = rest.shift();
        if (answer === BACK || answer === undefined) {
          return [answer === BACK ? 'back' : 'cancelled'] as const;
        }
        return answer;
      },
      refused: (problem) => problems.push(problem),
    },
    environment,
  );
  return { conversation, seen, problems };
}

describe('The steps of signing in', () => {
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

  it('offer no secret for another base URL, after going back', async () => {
    const { options, tried } = open();
    const there = ['Other…', 'https://a.example', 'zmmrboas', 'secret-of-a'];
    const { conversation, seen } = scripted(['API Key', ...there, BACK, BACK, BACK, 'https://b.example', 'zmmrboas']);
    await runAddFlow(conversation, options);
    assert.deepEqual(seen.at(-1)?.offered, ['']);
    assert.deepEqual(tried, [{ origin: 'https://a.example', secret: 'secret-of-a' }]);
  });

  it('offer the secret again as long as nothing that it was entered for changes', async () => {
    const { options } = open();
    const { conversation, seen } = scripted(['API Key', 'Atlas', 'zmmrboas:pasted-with-it', BACK, 'zmmrboas']);
    await runAddFlow(conversation, options);
    assert.deepEqual(seen.at(-1)?.offered, ['pasted-with-it']);
  });

  it('still request the ID when one of the usual base URLs is entered as another one', async () => {
    const { options } = open();
    const { conversation, seen } = scripted(['Service Account', 'Other…', GOVERNMENT]);
    await runAddFlow(conversation, options);
    assert.match(seen.at(-1)?.prompt ?? '', /Client ID/);
  });

  it('still request the secret when a credential moves to one of the usual base URLs', async () => {
    const { options, store, tried } = open();
    const credential = await store.add({ ...RETAIL, origin: 'https://a.example' });
    const { conversation, seen } = scripted(['Other…', GOVERNMENT]);
    await runBaseUrlFlow(conversation, { ...options, credential });
    assert.match(seen.at(-1)?.prompt ?? '', /Client secret/);
    assert.deepEqual([store.list(), tried], [[credential], []]);
  });

  it('request another base URL first when the secret of one that cannot be used is updated', async () => {
    const { options, store } = open();
    const credential: Credential = await store.add({ ...RETAIL, origin: 'http://127.0.0.2:9' });
    const { conversation, seen } = scripted([]);
    await runUpdateFlow(conversation, { ...options, credential });
    assert.match(seen[0]?.prompt ?? '', /Which Atlas/);
  });

  it('tell of Terraform’s variables that are not used, where the user looks for them', async () => {
    const { options } = open(TERRAFORM);
    const { conversation, seen } = scripted(['MONGODB_ATLAS_PUBLIC_KEY', 'Enter Manually']);
    await runAddFlow(conversation, options);
    assert.match(seen[0]?.offered.at(-1) ?? '', /MONGODB_ATLAS_PUBLIC_KEY, MONGODB_ATLAS_PRIVATE_KEY \| Not used \|/);
    assert.match(seen[2]?.prompt ?? '', /credential type/);
  });

  it('give the reason for each profile that cannot be copied, and go back when there is no other', async () => {
    const profiles = `[default]
ops_manager_url = "http://opsmanager.example:8080/"
private_api_key = "p"
public_api_key = "zmmrboas"
[person]
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

  it('list the profiles that cannot be copied below the others', async () => {
    const { options } = open({}, '[person]\nauth_type = "user_account"\n[good]\nclient_id = "mdb_sa_id_1"');
    const { conversation, seen } = scripted(['Atlas CLI', 'person', 'good']);
    await runAddFlow(conversation, options);
    assert.match(seen[1]?.offered.join('\n') ?? '', /^good.*\nperson \| Can’t be copied/);
    assert.deepEqual(seen[1], seen[2]);
    assert.deepEqual(seen[3]?.offered, ['mdb_sa_id_1']);
  });
});
