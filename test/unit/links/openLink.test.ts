import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ATLAS_ORIGIN } from '../../../src/atlas/origin';
import type { Credential } from '../../../src/credentials/credential';
import { openLink, type LinkActions } from '../../../src/links/openLink';
import { credentialNode, exportBucketNode, projectNode } from '../../../src/model/nodes';
import type { LinkParts } from '../../../src/references/bucketLink';

const PROJECT = '5f3c1a80b6d4e21f7a9c0dee';
const BUCKET = '62c8a1b2c3d4e5f6a7b8c9d0';
const LINK: LinkParts = { path: `/bucket/${PROJECT}/${BUCKET}`, query: 'baseUrl=cloud.mongodb.com', fragment: '' };
const ELSEWHERE = 'https://other.example';

const credential = (id: string, origin = ATLAS_ORIGIN, source: Credential['source'] = 'stored'): Credential => ({
  id,
  name: id,
  origin,
  method: 'apiKey',
  keyId: id,
  source,
});
const nodeOf = (one: Credential) =>
  exportBucketNode(projectNode(credentialNode(one), { id: PROJECT, name: 'p' }), {
    _id: BUCKET,
    bucketName: 'b',
    cloudProvider: 'AWS',
  });

interface User {
  readonly credentials: readonly Credential[];
  /** The IDs of the credentials with which the export bucket is loaded. */
  readonly loaded?: readonly string[];
  readonly chooses?: string;
  readonly confirms?: boolean;
}

/** Opens a link, and returns what happened, in order. */
async function opened(parts: LinkParts, { credentials, loaded = [], chooses, confirms = false }: User) {
  const steps: string[] = [];
  const step = (...words: string[]): Promise<void> => {
    steps.push(words.join(' '));
    return Promise.resolve();
  };
  const actions: LinkActions = {
    credentials: () => credentials,
    loaded: (_link, one) => (loaded.includes(one.id) ? nodeOf(one) : undefined),
    refuse: () => step('refuse'),
    refuseBaseUrl: ({ origin }) => step('refuse', origin),
    choose: async (_link, offered) => {
      await step('choose', ...offered.map(({ id }) => id));
      return offered.find(({ id }) => id === chooses);
    },
    confirm: async (_link, { id }) => {
      await step('confirm', id);
      return confirms;
    },
    request: async (_link, one) => {
      await step('request', one.id);
      return nodeOf(one);
    },
    show: (node) => step('show', node.id),
  };
  await openLink(parts, actions);
  return steps;
}

const shown = (id: string): string => `show b:${id}/${PROJECT}/${BUCKET}`;

describe('Opening a link to an export bucket', () => {
  it('asks before it requests an export bucket that is not loaded', async () => {
    const credentials = [credential('a')];
    assert.deepEqual(await opened(LINK, { credentials, confirms: true }), ['confirm a', 'request a', shown('a')]);
    assert.deepEqual(await opened(LINK, { credentials }), ['confirm a']);
  });

  it('shows an export bucket that is loaded without asking', async () => {
    assert.deepEqual(await opened(LINK, { credentials: [credential('a')], loaded: ['a'] }), [shown('a')]);
  });

  it('asks which of several credentials to use, and uses no other', async () => {
    const credentials = [credential('a'), credential('b'), credential('c', ELSEWHERE)];
    assert.deepEqual(await opened(LINK, { credentials, chooses: 'b', confirms: true }), [
      'choose a b',
      'confirm b',
      'request b',
      shown('b'),
    ]);
    assert.deepEqual(await opened(LINK, { credentials, confirms: true }), ['choose a b']);
  });

  it('asks only about credentials with which the export bucket is loaded, if there are any', async () => {
    const credentials = [credential('a'), credential('b'), credential('c')];
    assert.deepEqual(await opened(LINK, { credentials, loaded: ['b'] }), [shown('b')]);
    assert.deepEqual(await opened(LINK, { credentials, loaded: ['b', 'c'], chooses: 'c' }), ['choose b c', shown('c')]);
  });

  it('is refused without a credential of its base URL that can be used', async () => {
    const refused = [`refuse ${ATLAS_ORIGIN}`];
    for (const credentials of [[], [credential('a', ELSEWHERE)], [credential('a', ATLAS_ORIGIN, 'unreadable')]]) {
      assert.deepEqual(await opened(LINK, { credentials, loaded: ['a'], confirms: true }), refused);
    }
  });

  it('sends a request only for a valid link, with a credential of its base URL, after the user agreed', async () => {
    const path = fc.oneof(
      fc.constant(LINK.path),
      fc.string({ unit: 'binary' }),
      fc.tuple(fc.string(), fc.string()).map(([a, b]) => `/bucket/${a}/${b}`),
    );
    const query = fc.oneof(
      fc.constantFrom(LINK.query, 'baseUrl=other.example', 'baseUrl=https://cloud.mongodb.com', 'baseUrl='),
      fc.string({ unit: 'binary' }),
      fc.webUrl().map((url) => `baseUrl=${url}`),
    );
    const credentials = [credential('a'), credential('b', ELSEWHERE)];
    await fc.assert(
      fc.asyncProperty(
        fc.record({ path, query, fragment: fc.constantFrom('', 'x') }),
        fc.boolean(),
        async (parts, confirms) => {
          const steps = await opened(parts, { credentials, confirms });
          const wanted = { 'baseUrl=cloud.mongodb.com': 'a', 'baseUrl=other.example': 'b' };
          const [, id] = Object.entries(wanted).find(([text]) => text === parts.query) ?? [];
          if (parts.path !== LINK.path || parts.fragment !== '' || id === undefined) {
            assert.match(steps.join(), /^refuse[^,]*$/);
          } else {
            const confirmed = [`confirm ${id}`];
            assert.deepEqual(steps, confirms ? [...confirmed, `request ${id}`, shown(id)] : confirmed);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
