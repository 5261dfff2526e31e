import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ApiError, isAbort } from '../../../src/atlas/errors';
import { eight, isBackground, schedule, ten } from './schedule';
import { failureOf } from './support';

describe('The scheduler', () => {
  it('runs ten requests at a time, in the order of arrival', async () => {
    const { sent, request, finish } = schedule();
    const names = [...ten, 'k', 'l'];
    const requests = names.map((name) => request(name));
    await nextTurn();
    assert.deepEqual(sent, ten);
    await finish('c');
    assert.deepEqual(sent, [...ten, 'k']);
    await finish('a');
    assert.deepEqual(sent, names);
    await Promise.all(names.map(finish));
    assert.deepEqual(await Promise.all(requests), names);
  });

  it('sends an interactive request immediately while the background uses its whole share', async () => {
    const { sent, request, finish } = schedule();
    for (const name of [...ten, 'k', 'l']) {
      void request(name, { isBackground });
    }
    await nextTurn();
    assert.deepEqual(sent, eight);
    void request('expand');
    void request('details');
    void request('find');
    await nextTurn();
    assert.deepEqual(sent, [...eight, 'expand', 'details']);
    // The third interactive request is next, whichever ends.
    await finish('a');
    assert.deepEqual(sent, [...eight, 'expand', 'details', 'find']);
    await finish('b');
    await finish('expand');
    assert.deepEqual(sent, [...eight, 'expand', 'details', 'find', 'i', 'j']);
  });

  it('reserves one place for the background, however many interactive requests wait', async () => {
    const { sent, request, finish } = schedule();
    const clicks = Array.from({ length: 30 }, (_, index) => `click ${index}`);
    for (const name of clicks) {
      void request(name);
    }
    for (const name of ten) {
      void request(name, { isBackground });
    }
    await nextTurn();
    assert.deepEqual(sent, clicks.slice(0, 10));
    await finish('click 0');
    await finish('click 1');
    assert.deepEqual(sent.slice(10), ['a', 'click 10']);
    await finish('a');
    assert.deepEqual(sent.slice(10), ['a', 'click 10', 'b']);
  });

  it('sends a background request immediately when it is boosted', async () => {
    const { sent, request, finish } = schedule();
    const boost = new AbortController();
    for (const name of [...ten, 'k']) {
      void request(name, { isBackground });
    }
    void request('awaited', { isBackground, boost: boost.signal });
    await nextTurn();
    assert.deepEqual(sent, eight);
    boost.abort();
    await nextTurn();
    assert.deepEqual(sent, [...eight, 'awaited']);
    // A boost of running or finished work has no effect.
    const late = new AbortController();
    const done = request('done', { isBackground, boost: late.signal });
    await finish('a');
    await finish('b');
    await finish('c');
    await finish('d');
    late.abort();
    await finish('done');
    late.abort();
    assert.equal(await done, 'done');
  });

  it('cancels immediately: running, queued and rate limited requests', async () => {
    const { clock, scheduler, sent, request, finish } = schedule();
    const controller = new AbortController();
    const { signal } = controller;
    const running = ten.map((name) => failureOf(request(name, { signal })));
    const queued = failureOf(request('queued', { signal, isBackground }));
    scheduler.hold(
      'refused',
      new ApiError({ method: 'GET', path: '/api/atlas/v2/groups' }, { status: 429, retryAfter: 60 }),
    );
    const held = failureOf(request('held', { limit: 'refused', signal, isBackground }));
    await nextTurn();
    assert.equal(clock.waiting, 1);
    controller.abort(new Error('closed'));
    assert.ok((await Promise.all([...running, queued, held])).every(isAbort));
    assert.equal(clock.waiting, 0);
    assert.ok(isAbort(await failureOf(request('later', { signal }))));
    const next = request('next');
    await finish('next');
    assert.equal(await next, 'next');
    assert.deepEqual(sent, [...ten, 'next']);
  });

  it('cancels immediately a request that is canceled before it waits for a place', async () => {
    const { request } = schedule();
    for (const name of ten) {
      void request(name);
    }
    const controller = new AbortController();
    queueMicrotask(() => {
      controller.abort();
    });
    const canceled = failureOf(request('canceled', { signal: controller.signal }));
    assert.ok(isAbort(await Promise.race([canceled, nextTurn()])));
  });
});
