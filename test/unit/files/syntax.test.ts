import assert from 'node:assert/strict';
import { idsToCheck } from '../../../src/files/checkedIds';
import { ScannedFile } from '../../../src/files/scannedFile';
import { syntaxOf } from '../../../src/files/syntax';

describe('The syntax of a file', () => {
  for (const [what, name, text, syntax] of [
    ['a template of CloudFormation in JSON', 'stack.template', '\n{\n  "Resources": {}\n}\n', 'json'],
    ['a list in JSON', 'stack.yaml', '[{ "a": 1 }]', 'json'],
    ['a template of CloudFormation in YAML', 'stack.template', 'Resources:\n', 'yaml'],
    [
      'a Helm template that starts with a condition',
      'schedule.yaml',
      '{{- if .Values.on }}\na: 1\n{{- end }}\n',
      'yaml',
    ],
    ['a Helm template that starts with a comment', 'schedule.yaml', '\n{{/* Atlas */}}\na: 1\n', 'yaml'],
    ['a state of Terraform', 'terraform.tfstate.backup', '{}', 'json'],
    ['a file without an ending that is known', 'notes.xyz', '{}', 'text'],
  ] as const) {
    it(`is known: ${what}`, () => {
      assert.equal(syntaxOf(`/a/${name}`, 'plaintext', text), syntax);
    });
  }

  it('separates the documents and the comments of a Helm template', () => {
    const [bucket, old, project] = ['b', '9', 'c'].map((digit) => digit.repeat(24));
    const text = `{{- if .Values.backup.enabled }}
kind: AtlasBackupSchedule
spec:
  # before: exportBucketId: ${old}
  export:
    exportBucketId: ${bucket}
---
kind: ConfigMap
data:
  projectId: ${project}
{{- end }}
`;
    const file = new ScannedFile(text, syntaxOf('/templates/schedule.yaml', 'plaintext', text));
    assert.deepEqual(
      idsToCheck([{ name: 'schedule.yaml', file }]).map(({ id, projects }) => [id, [...projects]]),
      [[bucket, []]],
    );
  });
});
