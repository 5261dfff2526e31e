import assert from 'node:assert/strict';
import packageJson from '../../../package.json';
import type { Credential } from '../../../src/credentials/credential';
import { describeFailure } from '../../../src/failures/describeFailure';
import type { Fix, FailureContext, FailureDescription } from '../../../src/failures/failure';
import { fixCommand } from '../../../src/failures/fixCommand';
import { KEYS } from '../client/support';
import { ENGLISH } from '../text/translate';

/** The commands in the manifest. */
export const CONTRIBUTED = packageJson.contributes.commands.map(({ command }) => command);

const { l10n } = ENGLISH;

export const ORIGIN = 'https://cloud.mongodb.com';

/** Returns the context of a failure of a credential whose origin is Atlas. */
export function contextOf(method: Credential['method'], more: Partial<Credential> = {}): FailureContext {
  const { id } = KEYS[method];
  return {
    l10n,
    credential: { id: 'c', name: 'Contoso', origin: ORIGIN, method, keyId: id, source: 'stored', ...more },
  };
}

/** Describes a failure, and asserts what applies to every description. */
export function describeAnd(error: unknown, context: FailureContext): FailureDescription {
  const description = describeFailure(error, context);
  const { label, explanation, fixTitle, code } = description;
  for (const text of [label, explanation, fixTitle]) {
    assert.notEqual(text.trim(), '');
    // What Atlas says may contain anything.
    assert.doesNotMatch(text.replace(/Atlas says: .*/s, ''), /\{\d+\}|undefined|null|NaN|\[object/);
  }
  assert.ok(label.length <= 60, `${label} is ${label.length} characters long`);
  for (const { secret } of Object.values(KEYS)) {
    assert.ok(![label, explanation, fixTitle, code ?? '', JSON.stringify(description.fix)].join().includes(secret));
  }
  assert.ok(CONTRIBUTED.includes(fixCommand(description, undefined).command));
  return description;
}

export const RETRY: Fix = { kind: 'retry' };
export const UPDATE_SECRET: Fix = { kind: 'updateSecret' };
export const VERSION_SETTING: Fix = { kind: 'openSettings', query: 'atlasExportBuckets.apiVersion' };
export const PROXY_SETTINGS: Fix = { kind: 'openSettings', query: 'http.' };

export type Expected = readonly [label: string, fix: Fix, code: string | undefined];

/** Asserts how a failure is described; `says` must match a part of the explanation. */
export function assertDescribed(
  error: unknown,
  context: FailureContext,
  [label, fix, code]: Expected,
  says = /./,
): void {
  const found = describeAnd(error, context);
  assert.deepEqual([found.label, found.fix, found.code], [label, fix, code]);
  assert.match(found.explanation, says);
}
