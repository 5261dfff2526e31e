import assert from 'node:assert/strict';
import * as v from 'valibot';
import { parse } from 'yaml';
import { findingsIn } from '../../../src/files/findings';
import { ScannedFile } from '../../../src/files/scannedFile';
import { describeAll, fixed, NOTHING } from './findingSupport';

const terraform = (...lines: string[]): string =>
  ['resource "mongodbatlas_cloud_backup_schedule" "daily" {', '  cluster_name = "orders"', ...lines, '}', ''].join(
    '\n',
  );
const EXPORT = ['  export {', '    export_bucket_id = var.bucket', '    frequency_type   = "daily"', '  }'];
const operator = (...lines: string[]): string =>
  [
    'apiVersion: atlas.mongodb.com/v1',
    'kind: AtlasBackupSchedule',
    'metadata:',
    '  name: daily',
    'spec:',
    '  policy:',
    '    name: policy',
    ...lines,
    '',
  ].join('\n');
const template = (...lines: string[]): string =>
  [
    'Resources:',
    '  Schedule:',
    '    Type: MongoDB::Atlas::CloudBackupSchedule',
    '    Properties:',
    '      ClusterName: orders',
    ...lines.map((line) => `      ${line}`),
    '',
  ].join('\n');
const OPERATOR_EXPORT = ['  export:', '    exportBucketId: b', '    frequencyType: daily'];
const TEMPLATE_EXPORT = ['Export:', '  ExportBucketId: !Ref Bucket', '  FrequencyType: daily'];

describe('Automatic export', () => {
  it('is found if an export lacks it, and set by the fix', () => {
    const text = terraform(...EXPORT);
    assert.deepEqual(describeAll(text, 'hcl'), ['auto-export-off: export']);
    assert.equal(fixed(text, 'hcl'), terraform('  auto_export_enabled = true', ...EXPORT));
    const resource = operator(...OPERATOR_EXPORT);
    assert.deepEqual(describeAll(resource, 'yaml'), ['auto-export-off: export']);
    assert.equal(fixed(resource, 'yaml'), operator('  autoExportEnabled: true', ...OPERATOR_EXPORT));
    const stack = template(...TEMPLATE_EXPORT);
    assert.deepEqual(describeAll(stack, 'yaml'), ['auto-export-off: Export']);
    assert.equal(fixed(stack, 'yaml'), template('AutoExportEnabled: true', ...TEMPLATE_EXPORT));
  });

  it('is found if it is false, and set by the fix', () => {
    const text = terraform('  auto_export_enabled = false', ...EXPORT);
    assert.deepEqual(describeAll(text, 'hcl'), ['auto-export-off: false']);
    assert.equal(fixed(text, 'hcl'), terraform('  auto_export_enabled = true', ...EXPORT));
    for (const comment of ['// off', ' // off', '/* off */', ' # off']) {
      const commented = terraform(`  auto_export_enabled = false${comment}`, ...EXPORT);
      assert.equal(fixed(commented, 'hcl'), commented.replace('false', 'true'));
    }
    assert.deepEqual(describeAll(operator('  autoExportEnabled: false', ...OPERATOR_EXPORT), 'yaml'), [
      'auto-export-off: false',
    ]);
  });

  it('is found beside comments, which the fix keeps', () => {
    for (const [key, ...others] of [
      ['  export: # daily export to S3', ...OPERATOR_EXPORT.slice(1)],
      ['  export:', '    # The bucket to export to', ...OPERATOR_EXPORT.slice(1)],
      ['  "export": # export', '    # export', ...OPERATOR_EXPORT.slice(1)],
      ['  export: { # The export', '    exportBucketId: b, frequencyType: daily }'],
    ] as const) {
      const text = operator(key, ...others);
      const file = findingsIn(new ScannedFile(text, 'yaml'), NOTHING);
      assert.deepEqual(
        file.map(({ code, start, end }) => [code, start, text.slice(start, end)]),
        [['auto-export-off', text.indexOf(key) + key.indexOf('export'), 'export']],
      );
      const flag = key.includes('"') ? '  "autoExportEnabled": true' : '  autoExportEnabled: true';
      assert.equal(fixed(text, 'yaml'), operator(flag, key, ...others));
    }
    const commented = terraform('  # export {', '  export { # export {', ...EXPORT.slice(1));
    assert.equal(
      fixed(commented, 'hcl'),
      terraform('  # export {', '  auto_export_enabled = true', '  export { # export {', ...EXPORT.slice(1)),
    );
  });

  it('is found in flow style in several lines, and set by the fix', () => {
    const flow = (flag: string): string =>
      operator(`${flag}  export: { exportBucketId: b, frequencyType: daily }, # the export`, '}')
        .replace('spec:', 'spec: { # All of it')
        .replace('policy:\n    name: policy', 'policy: {\n    name: # The policy\n      policy\n  },');
    assert.equal(v.is(v.object({ spec: v.object({ policy: v.object({ name: v.string() }) }) }), parse(flow(''))), true);
    assert.deepEqual(describeAll(flow(''), 'yaml'), ['auto-export-off: export']);
    const text = fixed(flow(''), 'yaml');
    assert.equal(text, flow('  autoExportEnabled: true,\n'));
    assert.equal(v.is(v.object({ spec: v.object({ autoExportEnabled: v.literal(true) }) }), parse(text)), true);
    assert.deepEqual(describeAll(text, 'yaml'), []);
  });

  it('is found in JSON, and set by the fix', () => {
    const json = (flag: string): string =>
      `{"S": {"Type": "MongoDB::Atlas::CloudBackupSchedule", "Properties": {
  "ClusterName": "orders",
${flag}  "Export": { "ExportBucketId": "b", "FrequencyType": "daily" }
}}}`;
    assert.deepEqual(describeAll(json(''), 'json'), ['auto-export-off: Export']);
    assert.equal(fixed(json(''), 'json'), json('  "AutoExportEnabled": true,\n'));
    assert.deepEqual(describeAll(json('  "AutoExportEnabled": { "Ref": "On" },\n'), 'json'), []);
  });

  it('is found without an export', () => {
    assert.deepEqual(describeAll(terraform('  auto_export_enabled = true'), 'hcl'), [
      'auto-export-without-export: true',
    ]);
    assert.deepEqual(describeAll(operator('  autoExportEnabled: true'), 'yaml'), ['auto-export-without-export: true']);
    assert.deepEqual(describeAll(template('AutoExportEnabled: "true"'), 'yaml'), ['auto-export-without-export: true']);
  });

  for (const [why, text, syntax] of [
    ['it is on', terraform('  auto_export_enabled = true', ...EXPORT), 'hcl'],
    ['nothing is exported', terraform('  auto_export_enabled = false'), 'hcl'],
    ['a variable decides', terraform('  auto_export_enabled = var.on', ...EXPORT), 'hcl'],
    ['the export is dynamic', terraform('  auto_export_enabled = true', '  dynamic "export" {', '  }'), 'hcl'],
    ['the resource repeats', terraform('  for_each = var.clusters', ...EXPORT), 'hcl'],
    ['the file overrides a part', terraform(...EXPORT).replace('cluster_name', 'name'), 'hcl'],
    ['the file is a patch', operator(...OPERATOR_EXPORT).replace('  policy:\n    name: policy\n', ''), 'yaml'],
    ['a key is merged', operator('  <<: *defaults', ...OPERATOR_EXPORT), 'yaml'],
    ['the file is a Helm template', operator('  {{- include "x" . }}', ...OPERATOR_EXPORT), 'yaml'],
    ['the template transforms it', template('Fn::Transform:', '  Name: AWS::Include', ...TEMPLATE_EXPORT), 'yaml'],
    ['a parameter decides', template('AutoExportEnabled: !Ref On', ...TEMPLATE_EXPORT), 'yaml'],
    ['it is a module', terraform(...EXPORT).replace(/^resource.*\{/, 'module "backup" {'), 'hcl'],
    ['it is another kind', operator(...OPERATOR_EXPORT).replace('atlas.mongodb.com', 'example.org'), 'yaml'],
    ['all of it is a comment', terraform(...EXPORT).replaceAll(/^/gm, '# '), 'hcl'],
  ] as const) {
    it(`is not reported if ${why}`, () => {
      assert.deepEqual(describeAll(text, syntax), []);
    });
  }
});

describe('A misspelled key of the Kubernetes Operator', () => {
  for (const key of ['autoExportEnable', 'autoexportEnabled', 'autoExportsEnabledd']) {
    it(`is corrected: ${key}`, () => {
      const text = operator(`  ${key}: true`, ...OPERATOR_EXPORT);
      const found = describeAll(text, 'yaml');
      assert.deepEqual(found, [`misspelled-key: ${key}`]);
      assert.equal(fixed(text, 'yaml'), operator('  autoExportEnabled: true', ...OPERATOR_EXPORT));
    });
  }

  it('is not assumed for keys that differ more, or if the right key exists', () => {
    assert.deepEqual(describeAll(operator('  autoExport: true', ...OPERATOR_EXPORT), 'yaml'), [
      'auto-export-off: export',
    ]);
    const both = operator('  autoExportEnabled: true', '  autoExportEnable: true', ...OPERATOR_EXPORT);
    assert.deepEqual(describeAll(both, 'yaml'), []);
  });
});

describe('An export without a policy item of its frequency', () => {
  const items = (frequency: string): string[] => [
    '  auto_export_enabled = true',
    `  policy_item_${frequency} {`,
    '    retention_value = 1',
    '  }',
    ...EXPORT,
  ];
  const policies = (...frequencies: string[]): string =>
    template(
      'AutoExportEnabled: true',
      'Policies:',
      '  - PolicyItems:',
      ...frequencies.flatMap((frequency) => [`      - FrequencyType: ${frequency}`, '        RetentionValue: 1']),
      ...TEMPLATE_EXPORT,
    );
  const withPolicy = (frequency: string, name = 'policy', namespace = ''): string =>
    `${operator('  autoExportEnabled: true', ...OPERATOR_EXPORT)}---
apiVersion: atlas.mongodb.com/v1
kind: AtlasBackupPolicy
metadata:
  name: ${name}
${namespace}spec:
  items:
    - frequencyType: monthly
      retentionValue: 1
    - frequencyType: ${frequency}
`;

  it('is found in all tools', () => {
    const found = ['export-without-policy-item: daily'];
    assert.deepEqual(describeAll(terraform(...items('weekly')), 'hcl'), found);
    assert.deepEqual(describeAll(policies('WEEKLY', 'monthly'), 'yaml'), found);
    assert.deepEqual(describeAll(withPolicy('weekly'), 'yaml'), found);
  });

  it('is not found if the policy item exists', () => {
    assert.deepEqual(describeAll(terraform(...items('daily')), 'hcl'), []);
    assert.deepEqual(describeAll(policies('WEEKLY', 'DAILY'), 'yaml'), []);
    assert.deepEqual(describeAll(withPolicy('daily'), 'yaml'), []);
  });

  it('is not found if the policy may be elsewhere', () => {
    assert.deepEqual(describeAll(terraform('  auto_export_enabled = true', ...EXPORT), 'hcl'), []);
    assert.deepEqual(describeAll(terraform('  dynamic "policy_item_daily" {', '  }', ...items('weekly')), 'hcl'), []);
    assert.deepEqual(
      describeAll(terraform(...items('weekly')).replace('frequency_type   = "daily"', 'frequency_type = var.f'), 'hcl'),
      [],
    );
    assert.deepEqual(describeAll(policies('!Ref Frequency'), 'yaml'), []);
    assert.deepEqual(describeAll(operator('  autoExportEnabled: true', ...OPERATOR_EXPORT), 'yaml'), []);
    assert.deepEqual(describeAll(withPolicy('weekly', 'other'), 'yaml'), []);
    assert.deepEqual(describeAll(withPolicy('weekly', 'policy', '  namespace: other\n'), 'yaml'), []);
    assert.deepEqual(describeAll(withPolicy('{{ .Values.frequency }}'), 'yaml'), []);
  });
});

describe('An ID in upper case', () => {
  it('is found where a key says that it is one of Atlas, and written in lower case by the fix', () => {
    const text = 'resource "mongodbatlas_x" "y" {\n  project_id = "ABCDEF0123456789ABCDEF01"\n}';
    assert.deepEqual(describeAll(text, 'hcl'), ['upper-case-id: ABCDEF0123456789ABCDEF01']);
    assert.equal(fixed(text, 'hcl'), text.replace('ABCDEF0123456789ABCDEF01', 'abcdef0123456789abcdef01'));
  });

  it('is not found for other values and in comments', () => {
    assert.deepEqual(describeAll('# atlas\nlocals {\n  hash = "ABCDEF0123456789ABCDEF01"\n}', 'hcl'), []);
    assert.deepEqual(describeAll('# atlas\n# project_id = "ABCDEF0123456789ABCDEF01"\n', 'hcl'), []);
    assert.deepEqual(describeAll('locals {\n  project_id = "ABCDEF0123456789ABCDEF01"\n}', 'hcl'), []);
  });
});
