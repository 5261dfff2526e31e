import assert from 'node:assert/strict';
import { describeAll } from './findingSupport';

const bucket = (value: string): string => `resource "mongodbatlas_cloud_backup_snapshot_export_bucket" "a" {
  project_id  = var.project_id
  iam_role_id = ${value}
}`;

describe('A role ID that is an identifier of AWS', () => {
  for (const value of [
    '"arn:aws:iam::123456789012:role/atlas"',
    '"arn:aws-us-gov:iam::123456789012:role/path/atlas"',
    '"AROAJQABLZS4A3QDU576Q"',
    '"AIDAJQABLZS4A3QDU576Q"',
    '"b5d3b5a2-7c1f-4c0b-9d3e-2b6a8f41d7c5"',
    'aws_iam_role.atlas.arn',
    'aws_iam_role.atlas[0].unique_id',
    'data.aws_iam_role.atlas.arn',
    '"${aws_iam_role.atlas.arn}"',
  ]) {
    it(`is found: ${value}`, () => {
      assert.deepEqual(describeAll(bucket(value), 'hcl'), [`aws-role-identifier: ${value.replaceAll('"', '')}`]);
      for (const comment of [' // the role', ' /* the role */', ' # the role']) {
        assert.equal(describeAll(bucket(value + comment), 'hcl').length, 1, comment);
      }
    });
  }

  for (const value of [
    '"64b8e1f2a7c3d90518e6f4b2"',
    'var.role',
    'mongodbatlas_cloud_provider_access_authorization.a.role_id',
    'var.own ? aws_iam_role.atlas.arn : var.role',
    'lookup(aws_iam_role.atlas.arn, "x")',
    '"arn:${var.partition}:iam::1:role/a"',
    '"my-role"',
  ]) {
    it(`is not assumed: ${value}`, () => {
      assert.deepEqual(describeAll(bucket(value), 'hcl'), []);
    });
  }

  it('is found in all tools', () => {
    const arn = 'arn:aws:iam::1:role/a';
    const found = [`aws-role-identifier: ${arn}`];
    const template = `Resources:
  Bucket:
    Type: MongoDB::Atlas::CloudBackupSnapshotExportBucket
    Properties:
      IamRoleID: ${arn}
`;
    assert.deepEqual(describeAll(template, 'yaml'), found);
    assert.deepEqual(
      describeAll(
        template.replace(
          /Bucket:\n([^]*)$/,
          (_, rest: string) =>
            `Bucket: {\n${rest.replace('Properties:', 'Properties: {').replaceAll(/(::\w+)\n/g, '$1, # it\n')}  }\n  }\n`,
        ),
        'yaml',
      ),
      found,
    );
    assert.deepEqual(
      describeAll(
        `{"B": {"Type": "MongoDB::Atlas::CloudBackupSnapshotExportBucket", "Properties": {"IamRoleId": "${arn}"}}}`,
        'json',
      ),
      found,
    );
    assert.deepEqual(
      describeAll(`new mongodbatlas.CloudBackupSnapshotExportBucket("a", {\n iamRoleId: "${arn}",\n});`, 'code'),
      found,
    );
    assert.deepEqual(
      describeAll(`mongodbatlas.CloudBackupSnapshotExportBucket("a", iam_role_id="${arn}")`, 'python'),
      found,
    );
  });

  it('is not found outside of the resources of Atlas, in comments, and in other keys', () => {
    const arn = '"arn:aws:iam::1:role/a"';
    assert.deepEqual(describeAll(`module "atlas" {\n  iam_role_id = ${arn}\n}`, 'hcl'), []);
    assert.deepEqual(describeAll(`# atlas\nresource "aws_x" "y" {\n  iam_role_id = ${arn}\n}`, 'hcl'), []);
    assert.deepEqual(describeAll(bucket(`var.role # iam_role_id = ${arn}`), 'hcl'), []);
    assert.deepEqual(describeAll(bucket(`var.role\n  iam_role_id_arn = ${arn}`), 'hcl'), []);
    assert.deepEqual(describeAll(`# atlas\nResources:\n  A:\n    Type: AWS::X::Y\n    IamRoleId: a\n`, 'yaml'), []);
    assert.deepEqual(describeAll(`atlas iamRoleId ${arn}`, 'text'), []);
  });
});
