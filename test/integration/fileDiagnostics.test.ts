import assert from 'node:assert/strict';
import { EventEmitter, languages, Uri } from 'vscode';
import { FileDiagnostics } from '../../src/editor/diagnostics';
import { ScannedFile } from '../../src/files/scannedFile';

const UNUSED_EXPORT = `resource "mongodbatlas_cloud_backup_schedule" "a" {
  cluster_name = "orders"
  export {
    frequency_type = "daily"
  }
}
`;

describe('The findings of a file that was checked', () => {
  it('are shown while the file is closed, and removed when the setting is turned off', () => {
    const changed = new EventEmitter<void>();
    const setting = { isOn: true };
    const diagnostics = new FileDiagnostics({
      files: { pattern: '**/*.tf' },
      scans: { whole: () => undefined },
      lists: () => ({ get: () => [], buckets: [], loadedBucketsOf: () => [] }),
      isEnabled: () => setting.isOn,
      onDidChange: changed.event,
    });
    const uri = Uri.file('/closed/main.tf');
    const codes = () => languages.getDiagnostics(uri).map(({ code }) => code);
    diagnostics.showChecked([{ uri, file: new ScannedFile(UNUSED_EXPORT, 'hcl') }]);
    assert.deepEqual(codes(), ['auto-export-off']);
    changed.fire();
    assert.deepEqual(codes(), ['auto-export-off']);
    setting.isOn = false;
    changed.fire();
    assert.deepEqual(codes(), []);
    diagnostics.dispose();
    changed.dispose();
  });
});
