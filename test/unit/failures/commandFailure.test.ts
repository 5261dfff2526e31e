import assert from 'node:assert/strict';
import { InvalidIdentifierError } from '../../../src/atlas/errors';
import { CredentialError, type CredentialProblem } from '../../../src/credentials/credential';
import { describeCommandFailure } from '../../../src/failures/commandFailure';
import { SubjectFailure } from '../../../src/failures/subjectFailure';
import { describeFailure } from '../../../src/failures/describeFailure';
import { fixCommand } from '../../../src/failures/fixCommand';
import type { FaultResponse } from '../../atlas/faults';
import { failureOf } from '../atlas/support';
import { KEYS, PROJECTS, useSimulator, warmClientOf } from '../client/support';
import { contextOf, CONTRIBUTED } from './support';

const FAULTS: Readonly<Record<string, FaultResponse>> = {
  'a lost connection': { reset: 'beforeHeaders' },
  'an incomplete response': { reset: 'withinBody' },
  'a time-out': { hang: 'beforeHeaders' },
  'a rejected credential': { status: 401 },
  'a missing role': { status: 401, errorCode: 'USER_UNAUTHORIZED' },
  'the access list': { status: 403 },
  'a missing project': { status: 404 },
  'an API version that is gone': { status: 410, errorCode: 'VERSION_GONE' },
  'the rate limit': { status: 429 },
  'an unavailable Atlas': { status: 503 },
  'a page that is not from Atlas': { status: 200, body: '<html>', contentType: 'text/html' },
};
const PROBLEMS: readonly CredentialProblem[] = [
  'secretMissing',
  'originMismatch',
  'environmentOrigin',
  'notStored',
  'changed',
];

describe('describeCommandFailure', () => {
  const simulator = useSimulator();
  const { l10n, credential } = contextOf('serviceAccount');
  const subject = { credential, projectId: PROJECTS.aws };
  const unexpected = describeFailure(new TypeError('x'), { l10n, credential }).label;

  /** Asserts that a failure has a valid cause and fix, with or without a subject. */
  function assertNamed(error: unknown): void {
    const expected = describeFailure(error, { l10n, ...subject });
    assert.notEqual(expected.label, unexpected);
    for (const described of [
      describeCommandFailure(new SubjectFailure(error, subject), l10n, undefined),
      describeCommandFailure(error, l10n, subject),
    ]) {
      assert.deepEqual(described, { ...expected, credential });
    }
    const other = { ...credential, id: 'other' };
    const known = describeCommandFailure(new SubjectFailure(error, subject), l10n, { credential: other });
    assert.equal(known.credential, credential);
    const bare = describeCommandFailure(error, l10n, undefined);
    assert.notEqual(bare.label, unexpected);
    assert.doesNotMatch(`${bare.label} ${bare.explanation}`, /undefined|\{\d\}| {2}/);
    assert.ok(CONTRIBUTED.includes(fixCommand(bare, undefined).command));
    assert.ok(!('page' in bare.fix));
    assert.ok(!JSON.stringify([expected, bare]).includes(KEYS.serviceAccount.secret));
  }

  for (const [name, response] of Object.entries(FAULTS)) {
    it(`describes the cause and the fix of ${name}`, async () => {
      const { client, requestTimeout } = await warmClientOf(simulator());
      requestTimeout.milliseconds = 200;
      simulator().fault({ response });
      assertNamed(await failureOf(client.listExportBuckets(PROJECTS.aws)));
    });
  }

  it('describes problems of credentials and invalid IDs', () => {
    for (const problem of PROBLEMS) {
      assertNamed(new CredentialError(problem));
    }
    for (const what of ['organization', 'project', 'exportBucket', 'cluster'] as const) {
      assertNamed(new InvalidIdentifierError(what));
    }
  });

  it('passes on the message of a file system error', () => {
    const error = new Error('EACCES: permission denied, open /tmp/list.csv');
    error.name = 'NoPermissions (FileSystemError)';
    const described = describeCommandFailure(error, l10n, subject);
    assert.deepEqual(
      [described.label, described.explanation, described.code],
      ['A file couldn’t be read or written', error.message, 'NoPermissions'],
    );
  });

  it('shows only the name of any other error', () => {
    const described = describeCommandFailure(new TypeError(KEYS.serviceAccount.secret), l10n, undefined);
    assert.deepEqual([described.label, described.fix.kind, described.code], [unexpected, 'showLog', 'TypeError']);
    assert.ok(!JSON.stringify(described).includes(KEYS.serviceAccount.secret));
  });
});
