import assert from 'node:assert/strict';
import { ApiError } from '../../src/atlas/errors';
import { startAtlasSimulator, type AtlasSimulator } from '../atlas/simulator';
import type { Project } from '../atlas/world';
import { everythingIn } from '../unit/atlas/support';
import { clientOf, KEYS, PROJECTS, type TestClient } from '../unit/client/support';
import { contextOf, describeAnd } from '../unit/failures/support';
import { createCertificates, type Certificates } from './certificates';
import { useElsewhere } from './elsewhere';
import { startFront, type Front } from './front';
import { createNetwork } from './network';
import { passing, type Passing } from './passing';
import type { Operation } from './operations';
import { startRefusingProxy, type RefusingProxy } from './refusingProxy';
import { faults, type Fault } from './troubles';

/** Timeout in milliseconds for faults without a response. */
const SHORT_TIMEOUT = 150;

/** All faults, and functions that test one against an operation. */
export interface Matrix {
  readonly faults: readonly Fault[];
  readonly passing: readonly Passing[];
  /** The ID of an export bucket in the archive. */
  bucketId(): string;
  /**
   * Tests one fault against one operation: the operation fails, the fault ends, and the operation is retried. Returns
   * the label of the failure.
   * @throws AssertionError if a check fails
   */
  live(operation: Operation, fault: Fault): Promise<string>;
  /**
   * Tests one temporary problem against one operation, which must have the same result as without the problem.
   * @throws AssertionError if a check fails
   */
  survive(operation: Operation, trouble: Passing): Promise<void>;
}

/** Starts everything that the tests need before a suite, and closes it afterwards. */
export function useMatrix(): Matrix {
  const elsewhere = useElsewhere();
  const clock = { ahead: 0 };
  const network = createNetwork();
  let simulator: AtlasSimulator;
  let certificates: Certificates;
  let front: Front;
  let secureFront: Front;
  let proxy: RefusingProxy;

  before(async () => {
    simulator = await startAtlasSimulator({ now: () => performance.timeOrigin + performance.now() + clock.ahead });
    // Enough for two of the largest pages: these tests load the whole list some 600 times.
    archive().exportBuckets.splice(620);
    certificates = await createCertificates();
    front = await startFront(simulator.origin);
    secureFront = await startFront(simulator.origin, certificates.good);
    proxy = await startRefusingProxy(certificates.fetch);
    for (const { id } of Object.values(KEYS)) {
      simulator.world.setRole(id, PROJECTS.mixed, 'GROUP_BACKUP_MANAGER');
    }
  });

  after(async () => {
    network.close();
    proxy.close();
    await front.close();
    await secureFront.close();
    await simulator.close();
  });

  return {
    faults: faults(elsewhere.origin),
    passing,
    bucketId: () => archive().exportBuckets[0]?._id ?? '',
    live,
    survive,
  };

  function archive(): Project {
    return simulator.world.project(PROJECTS.archive) ?? assert.fail();
  }

  async function survive(operation: Operation, trouble: Passing): Promise<void> {
    clock.ahead += 3_600_000;
    const { method } = operation;
    const { origin } = front;
    const made = clientOf(simulator, { origin, keys: KEYS[method], fetch: network.fetch });
    const { client } = made;
    const { credential } = contextOf(method, { origin });
    const attempt = operation.start(client, credential);
    if (operation.isWarm) {
      await client.listOrganizations();
    }
    await attempt.prepare();
    const end = trouble.begin(front, simulator, operation.target);
    try {
      await attempt.run();
      assert.equal(attempt.failure(), undefined);
      const shown = attempt.shown();
      assert.ok(made.waits.reduce((sum, milliseconds) => sum + milliseconds, 0) < 5000, made.waits.join());
      const untroubled = operation.start(client, credential);
      await untroubled.prepare();
      await untroubled.run();
      assert.deepEqual(shown, untroubled.shown());
    } finally {
      end();
    }
    await client.close();
    assertNoSecret(made, []);
    assert.deepEqual(elsewhere.reached, []);
    assert.deepEqual(simulator.violations, []);
    simulator.clearRequests();
  }

  async function live(operation: Operation, { trouble, label, tokenLabel = label }: Fault): Promise<string> {
    // Ends rate limits of previous tests.
    clock.ahead += 3_600_000;
    const { method } = operation;
    const isSecure = typeof trouble === 'object' && !('noConnection' in trouble);
    const { origin } = isSecure ? secureFront : front;
    const keys = KEYS[method];
    const made = clientOf(simulator, { origin, keys, fetch: isSecure ? proxy.fetch : network.fetch });
    const { client, requestTimeout } = made;
    const context = contextOf(method, { origin });
    const attempt = operation.start(client, context.credential);
    if (operation.isWarm) {
      await client.listOrganizations();
    }
    await attempt.prepare();
    const before = attempt.shown();

    const end = await begin(trouble, operation.target);
    requestTimeout.milliseconds = label.startsWith('Timed out') ? SHORT_TIMEOUT : 10_000;
    await attempt.run();
    const failure = attempt.failure();
    assert.ok(failure !== undefined, 'nothing failed');
    const described = describeAnd(failure, context);
    const expected = (operation.version === undefined ? tokenLabel : label)
      .replace('{host}', new URL(origin).host)
      .replace('{key}', method === 'apiKey' ? 'API key' : 'service account')
      .replace('{version}', operation.version ?? '');
    assert.equal(described.label, expected, everythingIn(failure));
    if (attempt.rowLabel !== undefined) {
      assert.equal(attempt.rowLabel(), expected);
    }
    assertNoSecret(made, [failure, described]);
    assert.deepEqual(rowsOf(attempt.shown()), rowsOf(before));

    await end();
    if (failure instanceof ApiError && failure.retryAfter !== undefined) {
      // No request is sent before the countdown in the row ends.
      made.waits.push((failure.retryAfter + 1) * 1000);
    }
    requestTimeout.milliseconds = 10_000;
    await attempt.run();
    assert.equal(attempt.failure(), undefined);
    const after = attempt.shown();
    assert.ok(rowsOf(after).length > rowsOf(before).length);
    assert.equal(new Set(after).size, after.length);
    const untroubled = operation.start(client, context.credential);
    await untroubled.prepare();
    await untroubled.run();
    assert.deepEqual(after, untroubled.shown());
    await client.close();

    assert.deepEqual(elsewhere.reached, []);
    assert.ok(made.traffic.sent.every((url) => url.startsWith(`${origin}/`)));
    assert.deepEqual(simulator.violations, []);
    simulator.clearRequests();
    return described.label.replace(new URL(origin).host, 'cloud.mongodb.com');
  }

  /** Starts a fault. Returns a function that ends it. */
  async function begin(trouble: Fault['trouble'], target: RegExp): Promise<() => unknown> {
    if (trouble === 'down') {
      return front.goDown();
    }
    if (typeof trouble === 'function') {
      return front.meet(target, trouble);
    }
    if ('noConnection' in trouble) {
      return network.fail(target, trouble.noConnection);
    }
    if ('proxy' in trouble) {
      return proxy.refuse(target, trouble.proxy);
    }
    secureFront.useCertificate(certificates[trouble.certificate]);
    return () => {
      secureFront.useCertificate(certificates.good);
    };
  }
}

/** Returns the IDs of rows that are projects, export buckets or organizations, without message rows. */
function rowsOf(ids: readonly string[]): string[] {
  return ids.filter((id) => !/^[menu]:/.test(id));
}

function assertNoSecret({ lines }: TestClient, values: readonly unknown[]): void {
  const text = [...lines, ...values.map(everythingIn)].join('\n');
  for (const { id, secret } of Object.values(KEYS)) {
    for (const hidden of [secret, Buffer.from(`${id}:${secret}`).toString('base64')]) {
      assert.ok(!text.includes(hidden));
    }
  }
  assert.doesNotMatch(text, /Bearer ey|Basic bWRi|cnonce=|access_token/);
}
