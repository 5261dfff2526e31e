import assert from 'node:assert/strict';
import { credentialChoice } from '../../../src/tree/credentialChoice';

describe('The Quick Pick item of a credential', () => {
  it('shows the name without icons and with the codes of invisible characters', () => {
    const credential = {
      id: 'c',
      name: 'Prod $(error) \u202Egnp',
      origin: 'https://cloud.mongodb.com',
      method: 'apiKey',
      keyId: 'abcdefgh',
      source: 'stored',
    } as const;
    assert.deepEqual(credentialChoice(credential), {
      label: 'Prod \\$(error) [U+202E]gnp',
      description: 'abcdefgh',
      detail: 'https://cloud.mongodb.com',
      credential,
    });
  });
});
