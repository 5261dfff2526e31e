import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ApiError, isAbort } from '../../../src/atlas/errors';
import { eight, isBackground, schedule, ten } from './schedule';
import { failureOf } from './support';

describe('The scheduler', () => {
  it('runs ten requests at a time, in the order of arrival', async () => {
    const { begun, ask, finish } = schedule();
    const names = [...ten, 'k', 'l'];
    const asked = names.map((name) => ask(name));
    await nextTurn();
    assert.deepEqual(begun, ten);
    await finish('c');
    assert.deepEqual(begun, [...ten, 'k']);
    await finish('a');
    assert.deepEqual(begun, names);
    await Promise.all(names.map(finish));
    assert.deepEqual(await Promise.all(asked), names);
  });

  it('sends an interactive request immediately while the background uses its whole share', async () => {
    const { begun, ask, finish } = schedule();
    for (const name of [...ten, 'k', 'l']) {
      void ask(name, { isBackground });
    }
    await nextTurn();
    assert.deepEqual(begun, eight);
    void ask('expand');
    void ask('details');
    void ask('find');
    await nextTurn();
    assert.deepEqual(begun, [...eight, 'expand', 'details']);
    // The third interactive request is next, whichever ends.
    await finish('a');
    assert.deepEqual(begun, [...eight, 'expand', 'details', 'find']);
    await finish('b');
    await finish('expand');
    assert.deepEqual(begun, [...eight, 'expand', 'details', 'find', 'i', 'j']);
  });

  it('reserves one place for the background, however many interactive requests wait', async () => {
    const { begun, ask, finish } = schedule();
    const clicks = Array.from({ length: 30 }, (_, index) => `click ${index}`);
    for (const name of clicks) {
      void ask(name);
    }
    for (const name of ten) {
      void ask(name, { isBackground });
    }
    await nextTurn();
    assert.deepEqual(begun, clicks.slice(0, 10));
    await finish('click 0');
    await finish('click 1');
    assert.deepEqual(begun.slice(10), ['a', 'click 10']);
    await finish('a');
    assert.deepEqual(begun.slice(10), ['a', 'click 10', 'b']);
  });

  it('sends a background request immediately when it is boosted', async () => {
    const { begun, ask, finish } = schedule();
    const boost = new AbortController();
    for (const name of [...ten, 'k']) {
      void ask(name, { isBackground });
    }
    void ask('awaited', { isBackground, boost: boost.signal });
    await nextTurn();
    assert.deepEqual(begun, eight);
    boost.abort();
    await nextTurn();
    assert.deepEqual(begun, [...eight, 'awaited']);
    // A boost of running or finished work has no effect.
    const late = new AbortController();
    const done = ask('done', { isBackground, boost: late.signal });
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
    const { clock, scheduler, begun, ask, finish } = schedule();
    const controller = new AbortController();
    const { signal } = controller;
    const running = ten.map((name) => failureOf(ask(name, { signal })));
    const queued = failureOf(ask('queued', { signal, isBackground }));
    scheduler.recordRefusal(
      'refused',
      new ApiError({ method: 'GET', path: '/api/atlas/v2/groups' }, { status: 429, retryAfter: 60 }),
    );
    const held = failureOf(ask('held', { limit: 'refused', signal, isBackground }));
    await nextTurn();
    assert.equal(clock.waiting, 1);
    controller.abort(new Error('closed'));
    assert.ok((await Promise.all([...running, queued, held])).every(isAbort));
    assert.equal(clock.waiting, 0);
    assert.ok(isAbort(await failureOf(ask('later', { signal }))));
    const next = ask('next');
    await finish('next');
    assert.equal(await next, 'next');
    assert.deepEqual(begun, [...ten, 'next']);
  });
});
