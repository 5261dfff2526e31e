import assert from 'node:assert/strict';
import * as v from 'valibot';
import { BackupScheduleSchema, ClusterSchema, ExportJobSchema } from '../../../src/atlas/backups';
import { decodeCloudProviderAccess, rolesFor } from '../../../src/atlas/cloudProviderAccess';
import { readJson } from '../../../src/atlas/json';
import { rawJsonOf } from '../../../src/atlas/rawJson';
import { jsonOf } from './support';

const ID = '65566a5f1d4b3b0ca4f3b78b';

describe('Cloud provider access', () => {
  const read = (body: unknown) => decodeCloudProviderAccess(jsonOf(body));

  it('infers a missing provider name from the list of the role', () => {
    const { roles } = read({
      awsIamRoles: [{ roleId: ID }],
      azureServicePrincipals: [{ _id: ID }],
      gcpServiceAccounts: [{ roleId: ID }],
    }) ?? { roles: [] };
    assert.deepEqual(
      roles.map(({ id, providerName }) => [id, providerName]),
      [
        [ID, 'AWS'],
        [ID, 'AZURE'],
        [ID, 'GCP'],
      ],
    );
  });

  it('keeps unknown lists, providers and fields', () => {
    const later = { roleId: ID, providerName: 'OCI', compartment: { name: 'a' } };
    const access = read({ awsIamRoles: [], ociPrincipals: [later], links: [{ href: 'x', rel: 'self' }], note: 'x' });
    assert.deepEqual(access?.roles, [{ ...later, id: ID }]);
    assert.equal(access.unreadable, 0);
  });

  it('counts unreadable roles and returns the others', () => {
    const access = read({ awsIamRoles: [null, 7, {}, { roleId: 'x' }, { roleId: ID, iamAssumedRoleArn: 7 }] });
    assert.equal(access?.unreadable, 4);
    assert.equal(access.roles.length, 1);
    assert.equal(access.roles[0]?.iamAssumedRoleArn, undefined);
  });

  for (const body of [undefined, null, 7, 'x', [], {}, { awsIamRoles: null }, { links: [] }]) {
    it(`rejects ${JSON.stringify(body)}`, () => {
      assert.equal(read(body), undefined);
    });
  }
});

describe('Cloud provider access with repeated names', () => {
  const ROLE = `"roleId":"${ID}","providerName":"AWS"`;
  const read = (text: string) => {
    const json = readJson(text);
    return json.kind === 'json' ? decodeCloudProviderAccess(json) : undefined;
  };

  it('cannot be read if a list is repeated, because one of them is lost', () => {
    for (const lists of [
      `"awsIamRoles":[{${ROLE}}],"awsIamRoles":[]`,
      `"awsIamRoles":[],"\\u0061wsIamRoles":[{${ROLE}}]`,
      `"awsIamRoles":[],"later":[{${ROLE}}],"later":[]`,
    ]) {
      assert.equal(read(`{${lists},"azureServicePrincipals":[],"gcpServiceAccounts":[]}`), undefined, lists);
    }
  });

  it('has the text of each role as Atlas sent it', () => {
    const aws = `{ ${ROLE}, "status":"a", "status":"b", "more":{"n":1.0,"n":2} }`;
    const gcp = `{"roleId":"${ID}","count":12345678901234567890}`;
    const { roles, unreadable } = read(`{"awsIamRoles":[${aws}],"gcpServiceAccounts":[${gcp}]}`) ?? { roles: [] };
    assert.deepEqual(roles.map(rawJsonOf), [aws, gcp]);
    assert.equal(roles[0]?.status, undefined);
    assert.deepEqual(roles[0]?.unreadableFields, ['status']);
    assert.equal(unreadable, 0);
  });

  it('has an unreadable role if the identifier is repeated', () => {
    const twice = `{"roleId":"${'a'.repeat(24)}","_id":"${'b'.repeat(24)}","roleId":"${ID}"}`;
    const access = read(`{"awsIamRoles":[${twice}],"azureServicePrincipals":[],"gcpServiceAccounts":[]}`);
    assert.ok(access);
    assert.deepEqual(rolesFor('AWS', access), { items: [], unreadable: 1, isComplete: true });
  });

  it('takes time in proportion to its length, however many lists it has', () => {
    const lists = Array.from({ length: 2000 }, (_, index) => `"l${index}":[{${ROLE},"n":1}]`).join();
    const start = performance.now();
    assert.equal(read(`{"awsIamRoles":[],${lists}}`)?.roles.length, 2000);
    assert.ok(performance.now() - start < 5000);
  });
});

describe('Clusters, schedules and export jobs', () => {
  it('require only their identifiers', () => {
    assert.deepEqual(v.parse(ClusterSchema, { name: 'c' }), { name: 'c' });
    assert.deepEqual(v.parse(BackupScheduleSchema, { clusterName: 'c' }), { clusterName: 'c' });
    assert.deepEqual(v.parse(ExportJobSchema, { id: ID, exportBucketId: ID }), { id: ID, exportBucketId: ID });
    assert.equal(v.is(ClusterSchema, { id: ID }), false);
    assert.equal(v.is(ExportJobSchema, { id: ID }), false);
    assert.equal(v.is(ExportJobSchema, { exportBucketId: ID }), false);
    assert.equal(v.is(BackupScheduleSchema, {}), false);
    assert.equal(v.is(BackupScheduleSchema, 'x'), false);
  });

  for (const wrong of [null, 7, [], 'x']) {
    it(`are read without a field that is ${JSON.stringify(wrong)}`, () => {
      const schedule = v.parse(BackupScheduleSchema, { clusterName: 'c', autoExportEnabled: wrong });
      assert.equal(schedule.autoExportEnabled, undefined);
      // Treating it as absent would suggest that no cluster uses the bucket.
      assert.equal(v.is(BackupScheduleSchema, { clusterName: 'c', export: wrong }), wrong === null);
      const job = v.parse(ExportJobSchema, { id: ID, exportBucketId: ID, exportStatus: wrong, stateReason: wrong });
      assert.equal(job.exportStatus?.totalCollections, undefined);
      assert.equal(job.stateReason?.message, undefined);
      assert.equal(v.parse(ClusterSchema, { name: 'c', backupEnabled: wrong }).backupEnabled, undefined);
    });
  }
});
