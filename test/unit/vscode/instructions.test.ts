import assert from 'node:assert/strict';
import { SAMPLE_CREDENTIALS } from '../../atlas/sampleWorld';
import { instructions } from '../../vscode/instructions';
import { texts } from '../manifestFile';

describe('What `npm start` prints', () => {
  const sample = {
    origin: 'http://127.0.0.1:4000',
    apiKey: SAMPLE_CREDENTIALS.otherOrganizationKey,
    serviceAccount: SAMPLE_CREDENTIALS.serviceAccount,
  };

  it('has the base URL of the simulator and two credentials to enter', () => {
    const printed = instructions(texts, sample);
    for (const text of [sample.origin, ...Object.values(sample.apiKey).slice(1, 3)]) {
      assert.ok(printed.includes(text), text);
    }
    assert.ok(printed.includes(`${sample.serviceAccount.id}  ${sample.serviceAccount.secret}`));
  });

  it('names the view and the commands as the manifest does', () => {
    const named = [...instructions(texts, sample).matchAll(/“([^”]+)”/g)].map(([, text = '']) => text);
    assert.ok(named.includes(texts['container.title'] ?? ''));
    // A text that is missing from the manifest appears with its key.
    assert.deepEqual(
      named.filter((text) => /^(command|container)\./.test(text)),
      [],
    );
  });

  it('says that nothing is sent to the real Atlas before the view is opened', () => {
    const printed = instructions(texts, undefined);
    assert.match(printed, /^Open “.+” in the activity bar\. This sends the first request/);
  });
});
