import assert from 'node:assert/strict';
import * as v from 'valibot';
import {
  decodePage,
  ExportBucketSchema,
  OrganizationSchema,
  KeptProjectSchema,
  ProjectSchema,
  roleIdOf,
  type ExportBucket,
} from '../../../src/atlas/models';

const ID = '65566a5f1d4b3b0ca4f3b78b';
const AWS = {
  _id: ID,
  bucketName: 'test-bucket',
  cloudProvider: 'AWS',
  iamRoleId: '60113b99ce5a6a3d72ea7454',
  region: 'us-east-1',
  requirePrivateNetworking: false,
};
const AZURE = {
  _id: ID,
  bucketName: 'container',
  cloudProvider: 'AZURE',
  roleId: '60113b99ce5a6a3d72ea7455',
  serviceUrl: 'https://account.blob.core.windows.net/container',
  tenantId: '4297fc77-1592-4de8-a6d5-a8c32401df11',
};
const GCP = { _id: ID, bucketName: 'gcs', cloudProvider: 'GCP', roleId: '60113b99ce5a6a3d72ea7456' };

const WRONG: readonly unknown[] = [null, 7, true, {}, [], ['text']];

function bucket(row: unknown): ExportBucket | undefined {
  const parsed = v.safeParse(ExportBucketSchema, row);
  return parsed.success ? parsed.output : undefined;
}

describe('Export buckets', () => {
  for (const row of [AWS, AZURE, GCP]) {
    it(`reads all fields of ${row.cloudProvider}`, () => {
      assert.deepEqual(bucket(row), row);
    });
  }

  it('reads the fields of the older version', () => {
    const { _id, bucketName, cloudProvider, iamRoleId } = AWS;
    assert.deepEqual(bucket({ _id, bucketName, cloudProvider, iamRoleId }), {
      _id,
      bucketName,
      cloudProvider,
      iamRoleId,
    });
  });

  it('keeps an unknown provider and unknown fields', () => {
    const row = { ...GCP, cloudProvider: 'ORACLE', compartment: { id: 1, tags: ['a'] }, links: [] };
    assert.deepEqual(bucket(row), row);
  });

  for (const field of ['_id', 'bucketName', 'cloudProvider'] as const) {
    for (const wrong of [...WRONG, undefined]) {
      it(`cannot read one whose ${field} is ${JSON.stringify(wrong)}`, () => {
        assert.equal(bucket({ ...AWS, [field]: wrong }), undefined);
      });
    }

    it(`cannot read one without ${field}`, () => {
      assert.equal(bucket(Object.fromEntries(Object.entries(AWS).filter(([name]) => name !== field))), undefined);
    });
  }

  for (const id of ['', ID.toUpperCase(), `${ID}0`, '../../orgs']) {
    it(`cannot read one whose _id is ${JSON.stringify(id)}`, () => {
      assert.equal(bucket({ ...AWS, _id: id }), undefined);
    });
  }

  for (const field of ['iamRoleId', 'roleId', 'region', 'serviceUrl', 'tenantId'] as const) {
    for (const wrong of WRONG) {
      it(`shows one whose ${field} is ${JSON.stringify(wrong)} without it`, () => {
        const read = bucket({ ...AWS, ...AZURE, [field]: wrong });
        assert.equal(read?._id, ID);
        assert.equal(read[field], undefined);
      });
    }
  }

  for (const wrong of [null, 0, 'false', {}, []]) {
    it(`shows one whose requirePrivateNetworking is ${JSON.stringify(wrong)} without it`, () => {
      const read = bucket({ ...AWS, requirePrivateNetworking: wrong });
      assert.equal(read?._id, ID);
      assert.equal(read.requirePrivateNetworking, undefined);
    });
  }

  for (const row of [null, undefined, 'x', 7, [], [AWS], {}]) {
    it(`cannot read ${JSON.stringify(row)}`, () => {
      assert.equal(bucket(row), undefined);
    });
  }

  it('ignores fields in __proto__', () => {
    const row: unknown = JSON.parse(
      JSON.stringify(GCP).replace(
        '{',
        '{"__proto__":{"region":"evil","polluted":true},"constructor":{"polluted":true},',
      ),
    );
    const read = bucket(row);
    assert.ok(read !== undefined);
    assert.equal(Object.getPrototypeOf(read), Object.prototype);
    assert.equal(read.region, undefined);
    assert.equal('polluted' in read, false);
    assert.equal('polluted' in {}, false);
  });

  it('does not accept required fields in __proto__', () => {
    assert.equal(bucket(JSON.parse(`{"__proto__":${JSON.stringify(GCP)}}`)), undefined);
  });

  it('returns the role ID of each provider, if any', () => {
    assert.equal(roleIdOf(AWS), AWS.iamRoleId);
    assert.equal(roleIdOf(AZURE), AZURE.roleId);
    assert.equal(roleIdOf(GCP), GCP.roleId);
    assert.equal(roleIdOf({ ...GCP, ...AWS }), AWS.iamRoleId);
    assert.equal(roleIdOf({ _id: ID, bucketName: 'b', cloudProvider: 'AWS' }), undefined);
  });
});

describe('Projects and organizations', () => {
  it('reads their required fields', () => {
    const project = { id: ID, name: 'P', orgId: '60113b99ce5a6a3d72ea7454', clusterCount: 5 };
    assert.deepEqual(v.parse(ProjectSchema, { ...project, tags: [] }), project);
    assert.deepEqual(Object.keys(v.parse(KeptProjectSchema, project)), ['id', 'name', 'orgId']);
    assert.deepEqual(v.parse(OrganizationSchema, { id: ID, name: 'O', isDeleted: false }), { id: ID, name: 'O' });
  });

  for (const orgId of [...WRONG, undefined, 'x']) {
    it(`shows a project whose orgId is ${JSON.stringify(orgId)}`, () => {
      const parsed = v.safeParse(ProjectSchema, { id: ID, name: 'P', orgId });
      assert.ok(parsed.success);
      assert.equal(parsed.output.orgId, undefined);
    });
  }

  for (const [what, schema] of [
    ['project', ProjectSchema],
    ['organization', OrganizationSchema],
  ] as const) {
    for (const wrong of [...WRONG, undefined]) {
      it(`cannot read one of ${JSON.stringify(wrong)}: ${what}`, () => {
        assert.equal(v.is(schema, { id: wrong, name: 'N' }), false);
        assert.equal(v.is(schema, { id: ID, name: wrong }), false);
        assert.equal(v.is(schema, wrong), false);
      });
    }
  }
});

describe('Pages', () => {
  const page = (body: unknown, itemsPerPage = 2) => decodePage(ExportBucketSchema, body, itemsPerPage);

  it('keeps the order of the server', () => {
    const rows = ['c', 'a', 'b'].map((letter) => ({ ...GCP, _id: letter.repeat(24) }));
    assert.deepEqual(page({ results: rows, totalCount: 3 }, 100), {
      items: rows,
      unreadable: 0,
      totalCount: 3,
      mayContinue: false,
    });
  });

  it('reads the other rows if one is unreadable', () => {
    const read = page({ results: [AWS, { ...AWS, _id: null }, null, GCP] });
    assert.deepEqual(read?.items, [AWS, GCP]);
    assert.equal(read.unreadable, 2);
  });

  for (const [what, body, mayContinue] of [
    ['is full', { results: [AWS, GCP] }, true],
    ['is full of rows that cannot be read', { results: [null, null] }, true],
    ['has more rows than requested', { results: [AWS, GCP, AZURE] }, true],
    ['is short', { results: [AWS] }, false],
    ['is empty', { results: [] }, false],
    ['is short and names a next one', { results: [AWS], links: [{ href: 'x', rel: 'next' }] }, true],
    ['is short and names itself alone', { results: [AWS], links: [{ href: 'x', rel: 'self' }] }, false],
    ['is short and counts more', { results: [AWS], totalCount: 2508 }, false],
    ['is full and counts none', { results: [AWS, GCP], totalCount: 0 }, true],
  ] as const) {
    it(`${mayContinue ? 'may continue' : 'ends'} when it ${what}`, () => {
      assert.equal(page(body)?.mayContinue, mayContinue);
    });
  }

  for (const [totalCount, expected] of [
    [0, 0],
    [2508, 2508],
    [-1, undefined],
    [1.5, undefined],
    ['2508', undefined],
    [null, undefined],
    [undefined, undefined],
    [[], undefined],
  ] as const) {
    it(`reads a count of ${JSON.stringify(totalCount)} as ${expected ?? 'none'}`, () => {
      assert.equal(page({ results: [AWS], totalCount })?.totalCount, expected);
      assert.equal(page({ results: [AWS], totalCount })?.items.length, 1);
    });
  }

  it('reads a page without a count', () => {
    assert.equal(page({ results: [] })?.totalCount, undefined);
  });

  for (const body of [undefined, null, 'x', 7, [], [AWS], {}, { results: null }, { results: {} }, { results: 'x' }]) {
    it(`does not accept ${JSON.stringify(body)} as a page`, () => {
      assert.equal(page(body), undefined);
    });
  }

  it('does not accept results in __proto__', () => {
    assert.equal(page(JSON.parse('{"__proto__":{"results":[]}}')), undefined);
  });
});
