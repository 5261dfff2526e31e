import assert from 'node:assert/strict';
import { ApiError } from '../../../src/atlas/errors';
import type { FaultResponse } from '../../atlas/faults';
import { failureOf } from '../atlas/support';
import { PROJECTS, useSimulator, warmClientOf } from './support';

/** Returns a response with HTTP status 200 whose envelope contains an error. */
function enveloped(status: number, errorCode: string, headers: Record<string, string> = {}): FaultResponse {
  const body = JSON.stringify({ status, content: { error: status, errorCode, detail: 'd' } });
  return { status: 200, body, contentType: 'application/json', headers };
}

describe('An error in an envelope', () => {
  const simulator = useSimulator();
  const background = { envelope: true, priority: { isBackground: true } } as const;

  it('that is a rate limit makes background requests wait as long as any other', async () => {
    const { client, waits } = await warmClientOf(simulator());
    simulator().fault({ path: /envelope=true/, times: 2, response: enveloped(429, 'RATE_LIMITED') });
    assert.equal((await client.listExportBuckets(PROJECTS.aws, background)).items.length, 2);
    assert.equal(simulator().requests.length, 3);
    const [first = 0, second = 0, ...others] = waits;
    assert.ok(first >= 10_000 && second >= 20_000, String(waits));
    assert.deepEqual(others, []);
  });

  it('that is a rate limit ends after as many refusals as any other', async () => {
    const { client } = await warmClientOf(simulator());
    simulator().fault({ path: /envelope=true/, times: 20, response: enveloped(429, 'RATE_LIMITED') });
    const error = await failureOf(client.listExportBuckets(PROJECTS.aws, background));
    assert.ok(error instanceof ApiError && error.status === 429);
    assert.equal(simulator().requests.length, 9);
  });

  it('that is a rate limit holds back the other requests of its limit', async () => {
    const { client, waits } = await warmClientOf(simulator());
    const response = enveloped(429, 'RATE_LIMITED', { 'retry-after': '30' });
    simulator().fault({ path: /envelope=true/, times: 1, response });
    const raw = await client.getRawExportBuckets(PROJECTS.aws);
    assert.deepEqual([raw.status, raw.body], [200, 'body' in response ? response.body : undefined]);
    const error = await failureOf(client.listExportBuckets(PROJECTS.aws));
    assert.ok(error instanceof ApiError && (error.retryAfter ?? 0) >= 30 && error.errorCode === 'RATE_LIMITED');
    assert.equal(simulator().requests.length, 1);
    assert.equal((await client.listExportBuckets(PROJECTS.aws, { priority: { isBackground: true } })).items.length, 2);
    assert.ok(waits.length === 1 && (waits[0] ?? 0) > 29_000, String(waits));
  });

  it('that rejects the token leads to a new token', async () => {
    const { client } = await warmClientOf(simulator());
    simulator().fault({ path: /envelope=true/, times: 1, response: enveloped(401, 'invalid_token') });
    assert.equal((await client.listExportBuckets(PROJECTS.aws, { envelope: true })).items.length, 2);
    assert.deepEqual(
      simulator().requests.map(({ method }) => method),
      ['GET', 'POST', 'GET'],
    );
  });

  it('keeps its code if the status of the response is an error, too', async () => {
    const { client } = await warmClientOf(simulator());
    const body = JSON.stringify({ status: 404, content: { error: 404, errorCode: 'GROUP_NOT_FOUND', detail: 'd' } });
    simulator().fault({ response: { status: 404, body, contentType: 'application/json' } });
    const error = await failureOf(client.listExportBuckets(PROJECTS.aws, { envelope: true }));
    assert.ok(error instanceof ApiError && error.status === 404 && error.errorCode === 'GROUP_NOT_FOUND');
  });
});
