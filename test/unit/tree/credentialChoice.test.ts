import assert from 'node:assert/strict';
import { credentialChoice } from '../../../src/tree/credentialChoice';

describe('A credential to pick', () => {
  it('is shown as it is called, with no icon and no character that one cannot see', () => {
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
