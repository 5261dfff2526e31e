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

  it('prefers CHROME_PATH to the PATH', () => {
    put('chromium');
    const chosen = put('my-browser');
    assert.equal(findChromium({ CHROME_PATH: chosen, PATH: folder }, 'linux'), chosen);
  });

  it('rejects a CHROME_PATH that does not exist instead of using another browser', () => {
    const missing = path.join(folder, 'missing');
    assert.throws(() => findChromium({ CHROME_PATH: missing, PATH: folder }, 'linux'), /CHROME_PATH is .*missing/);
  });

  it('searches the PATH, on Windows with the suffix .exe', () => {
    const nowhere = path.join(folder, 'nowhere');
    assert.equal(
      findChromium({ PATH: [nowhere, folder].join(path.delimiter) }, 'linux'),
      path.join(folder, 'chromium'),
    );
    const chrome = put('chrome.exe');
    assert.equal(findChromium({ PATH: folder }, 'win32'), chrome);
  });
});
