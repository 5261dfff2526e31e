import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describeList } from '../../../src/overview/describeList';
import { describeOverview } from '../../../src/overview/describeOverview';
import { isPageMessage } from '../../../src/overview/page/pageMessage';
import { readPageRequest } from '../../../src/overview/pageRequest';
import type { Snapshot } from '../../../src/overview/snapshot';
import { LANGUAGE } from './support';

const SNAPSHOT: Snapshot = {
  projects: [
    {
      project: { id: 'a'.repeat(24), name: '<b>orders' },
      credential: 'Retail',
      buckets: [
        { _id: '65'.repeat(12), bucketName: 'exports', cloudProvider: 'AWS', iamRoleId: 'r' },
        { _id: '66'.repeat(12), bucketName: 'exports', cloudProvider: 'NEW', region: 'moon' },
      ],
      isComplete: false,
      row: 'p:1',
      rowOf: (id) => `b:${id}`,
    },
  ],
  projectCount: 3,
  isListed: false,
  hasMore: true,
  readAt: 0,
  readSince: 0,
  problems: ['x: y'],
  filter: undefined,
};
const progress = { label: '1 of 2', done: 1, total: 2, cancel: 'Cancel' };
const overview = {
  type: 'overview',
  overview: describeOverview(SNAPSHOT, { expanded: new Set(), progress }, LANGUAGE),
};
const list = { type: 'list', list: describeList(SNAPSHOT, { figure: 'all' }, 1, LANGUAGE) };

/** Every value that is the message with one member more, less or of another kind. */
function changed(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => changed(item).map((other): unknown => value.with(index, other)));
  }
  if (typeof value !== 'object' || value === null) {
    return [{ odd: true }];
  }
  const entries = Object.entries(value);
  return [
    { ...value, more: 1 },
    ...entries.flatMap(([name, member]) => changed(member).map((other) => ({ ...value, [name]: other }))),
  ];
}

describe('What the page of the overview is told', () => {
  for (const message of [overview, list]) {
    it(`is taken whole, and with one member of another kind not at all: ${message.type}`, () => {
      assert.ok(isPageMessage(message));
      const others = changed(message);
      assert.ok(others.length > 10);
      for (const other of others) {
        assert.ok(!isPageMessage(other), JSON.stringify(other).slice(0, 300));
      }
    });
  }

  it('is nothing else', () => {
    fc.assert(fc.property(fc.anything(), (message) => !isPageMessage(message)));
  });
});

describe('What the page of the overview asks', () => {
  it('is read when it is one of ours', () => {
    for (const request of [
      ...['ready', 'back', 'more', 'load', 'cancel'].map((type) => ({ type })),
      { type: 'expand', figure: 'region' },
      { type: 'open', selection: { figure: 'all' } },
      { type: 'open', selection: { figure: 'name', key: '__proto__' } },
      { type: 'reveal', row: 'p:1' },
    ]) {
      assert.deepEqual(readPageRequest(request), request);
    }
  });

  it('is not when it is anything else', () => {
    for (const request of [
      undefined,
      { type: 'ready', more: 1 },
      { type: 'expand', figure: 'all' },
      { type: 'open', selection: { figure: 'secret' } },
      { type: 'open', selection: { figure: 'name', key: 1 } },
      { type: 'open', selection: { figure: 'name', key: 'x'.repeat(1001) } },
      { type: 'reveal' },
    ]) {
      assert.equal(readPageRequest(request), undefined);
    }
    fc.assert(fc.property(fc.anything(), (message) => readPageRequest(message) === undefined));
  });
});
