import assert from 'node:assert/strict';
import type { AtlasClient } from '../../../src/atlas/client';
import { ApiError } from '../../../src/atlas/errors';
import type { SimulatorOptions } from '../../atlas/simulator';
import { assertFields, failureOf } from '../atlas/support';
import { clientOf, KEYS, METHODS, PROJECTS, useSimulator, warmClientOf, type ClientOptions } from './support';

const UNKNOWN_ID = 'a'.repeat(24);

/** A refusal of Atlas, all of which the error must contain. */
interface Expected {
  readonly status: number;
  readonly errorCode: string;
  readonly detail: string;
  readonly parameters: readonly unknown[];
}

async function assertRefusal(
  work: Promise<unknown>,
  expected: Expected,
  request: { readonly path: string; readonly version: string },
): Promise<void> {
  const error = await failureOf(work);
  assert.ok(error instanceof ApiError);
  assertFields(error, { ...expected, message: `Atlas responded with ${expected.status} ${expected.errorCode}` });
  assert.deepEqual(error.request, { method: 'GET', ...request });
}

for (const method of METHODS) {
  describe(`A refusal of ${method}`, () => {
    const simulator = useSimulator();
    const keys = KEYS[method];
    const REFUSALS: readonly (readonly [
      string,
      (client: AtlasClient) => Promise<unknown>,
      Expected,
      { readonly path: string; readonly version: string },
    ])[] = [
      [
        'for want of a role',
        (client) => client.listExportBuckets(PROJECTS.forbidden, { pageNum: 1, itemsPerPage: 10 }),
        {
          status: 401,
          errorCode: 'USER_UNAUTHORIZED',
          detail: 'Current user is not authorized to perform this action.',
          parameters: [],
        },
        {
          path: `/api/atlas/v2/groups/${PROJECTS.forbidden}/backup/exportBuckets?itemsPerPage=10&pageNum=1`,
          version: '2024-05-30',
        },
      ],
      [
        'inside an envelope',
        (client) => client.listExportBuckets(PROJECTS.forbidden, { envelope: true }),
        {
          status: 401,
          errorCode: 'USER_UNAUTHORIZED',
          detail: 'Current user is not authorized to perform this action.',
          parameters: [],
        },
        {
          path: `/api/atlas/v2/groups/${PROJECTS.forbidden}/backup/exportBuckets?envelope=true`,
          version: '2024-05-30',
        },
      ],
      [
        'for want of the bucket',
        (client) => client.getExportBucket(PROJECTS.aws, UNKNOWN_ID),
        {
          status: 404,
          errorCode: 'EXPORT_BUCKET_NOT_FOUND',
          detail: `No export Bucket with ID ${UNKNOWN_ID} does not exist.`,
          parameters: [UNKNOWN_ID],
        },
        { path: `/api/atlas/v2/groups/${PROJECTS.aws}/backup/exportBuckets/${UNKNOWN_ID}`, version: '2024-05-30' },
      ],
      [
        'for want of the project',
        (client) => client.listExportBuckets(UNKNOWN_ID),
        {
          status: 404,
          errorCode: 'GROUP_NOT_FOUND',
          detail: `No group with ID ${UNKNOWN_ID} exists.`,
          parameters: [UNKNOWN_ID],
        },
        { path: `/api/atlas/v2/groups/${UNKNOWN_ID}/backup/exportBuckets`, version: '2024-05-30' },
      ],
    ];

    for (const [name, send, expected, request] of REFUSALS) {
      it(`${name} contains Atlas’s message`, async () => {
        const { client, waits } = await warmClientOf(simulator(), { keys });
        await assertRefusal(send(client), expected, request);
        assert.equal(simulator().requests.length, 1);
        assert.deepEqual(waits, []);
      });
    }

    it('for the IP address names it', async () => {
      simulator().world.setBlocked(keys.id, true);
      await assertRefusal(
        clientOf(simulator(), { keys }).client.listProjects(),
        {
          status: 403,
          errorCode: 'IP_ADDRESS_NOT_ON_ACCESS_LIST',
          detail: 'IP address 127.0.0.1 is not allowed to access this resource.',
          parameters: ['127.0.0.1'],
        },
        { path: '/api/atlas/v2/groups', version: '2023-01-01' },
      );
    });

    it('contains any message of Atlas', async () => {
      const { client } = await warmClientOf(simulator(), { keys });
      const refusal = { status: 409, errorCode: 'SOMETHING_NEW', detail: 'Größe & Maße', parameters: ['a', 1, null] };
      simulator().fault({ response: refusal });
      await assertRefusal(client.listProjects(), refusal, { path: '/api/atlas/v2/groups', version: '2023-01-01' });
    });
  });
}

describe('A refusal of keys', () => {
  const simulator = useSimulator();

  it('that belong to no API key comes from the list request', async () => {
    const { client } = clientOf(simulator(), { keys: { ...KEYS.apiKey, id: 'nosuchky' } });
    await assertRefusal(
      client.listProjects(),
      {
        status: 401,
        errorCode: 'UNEXPECTED_ERROR',
        detail: 'You are not authorized for this resource.',
        parameters: [],
      },
      { path: '/api/atlas/v2/groups', version: '2023-01-01' },
    );
    assert.equal(simulator().requests.length, 2);
  });

  it('of a service account comes from the token endpoint', async () => {
    const { client } = clientOf(simulator(), { keys: { ...KEYS.serviceAccount, secret: 'mdb_sa_sk_wrong' } });
    const error = await failureOf(client.listProjects());
    assert.ok(error instanceof ApiError);
    assertFields(error, { status: 401, errorCode: 'invalid_client', detail: 'Invalid credentials provided.' });
    assert.deepEqual(error.request, { method: 'POST', path: '/api/oauth/token' });
    assert.equal(simulator().requests.length, 1);
  });

  it('that were deleted is detected with one more request', async () => {
    for (const method of METHODS) {
      const { client } = await warmClientOf(simulator(), { keys: KEYS[method] });
      simulator().world.removeCredential(KEYS[method].id);
      assertFields(await failureOf(client.listProjects()), { status: 401 });
      assert.equal(simulator().requests.length, 2);
    }
  });

  it('is not reported if only the token has expired', async () => {
    const { client } = await warmClientOf(simulator());
    simulator().expireTokens();
    assert.equal((await client.listExportBuckets(PROJECTS.aws)).items.length, 2);
    assert.equal(simulator().requests.length, 3);
  });
});

function describeWith(title: string, options: SimulatorOptions, client: ClientOptions, expected: Expected): void {
  describe(title, () => {
    const simulator = useSimulator(options);

    it('contains Atlas’s message', async () => {
      const { waits, client: asking } = await warmClientOf(simulator(), client);
      await asking.listExportBuckets(PROJECTS.aws).catch(() => undefined);
      await assertRefusal(asking.listExportBuckets(PROJECTS.aws), expected, {
        path: `/api/atlas/v2/groups/${PROJECTS.aws}/backup/exportBuckets`,
        version: client.version ?? '2024-05-30',
      });
      assert.deepEqual(waits, []);
    });
  });
}

const LIST = `api/atlas/v2/groups/${PROJECTS.aws}/backup/exportBuckets`;

describeWith(
  'A version that is gone',
  { now: () => Date.parse('2027-07-02') },
  { version: '2023-01-01' },
  {
    status: 410,
    errorCode: 'VERSION_GONE',
    detail: `Version 2023-01-01 of ${LIST} is no longer available.`,
    parameters: ['2023-01-01', LIST],
  },
);

describeWith(
  'A rate limit',
  { rateLimit: { capacity: 1, refillPerSecond: 0.02 }, now: () => 1_790_000_000_000 },
  {},
  {
    status: 429,
    errorCode: 'RATE_LIMITED_TOKEN_BUCKET',
    detail: `Rate limit exceeded for ${LIST}. Please retry after 50 seconds. Request capacity: 1. Refill rate: 1.2 per 60 seconds.`,
    parameters: [LIST, 50, 1, 1.2, 60],
  },
);
