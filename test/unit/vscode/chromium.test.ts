import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findChromium } from '../../vscode/chromium';

describe('finding Chromium', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chromium-'));
  const put = (name: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, '');
    return file;
  };
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('takes the one that CHROME_PATH names before any on the PATH', () => {
    put('chromium');
    const chosen = put('my-browser');
    assert.equal(findChromium({ CHROME_PATH: chosen, PATH: folder }, 'linux'), chosen);
  });

  it('refuses a CHROME_PATH that names nothing, for another browser would be a surprise', () => {
    const missing = path.join(folder, 'missing');
    assert.throws(() => findChromium({ CHROME_PATH: missing, PATH: folder }, 'linux'), /CHROME_PATH names .*missing/);
  });

  it('looks on the PATH, for programs of Windows with their suffix', () => {
    const nowhere = path.join(folder, 'nowhere');
    assert.equal(
      findChromium({ PATH: [nowhere, folder].join(path.delimiter) }, 'linux'),
      path.join(folder, 'chromium'),
    );
    const chrome = put('chrome.exe');
    assert.equal(findChromium({ PATH: folder }, 'win32'), chrome);
  });
});
