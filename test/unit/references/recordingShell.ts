import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Records its arguments and environment, and responds like the token endpoint. */
const RECORDER = `#!/bin/sh
{ printf '%s\\0' "\${0##*/}" "$MONGODB_ATLAS_SERVICE" "$MONGODB_ATLAS_OPS_MANAGER_URL" "$@"; printf '\\1'; } >> "$RECORD"
printf '{"access_token":"the token"}'
`;
const JQ = `#!/bin/sh
sed 's/.*:"\\(.*\\)"}/\\1/'
`;

/** A POSIX shell in which programs only record how they are called. */
export class RecordingShell {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'references-'));
  readonly #record = path.join(this.#folder, 'record');

  /**
   * @param programs the names of the programs
   * @param variables the environment variables of the shell
   */
  constructor(
    programs: readonly string[],
    private readonly variables: Readonly<Record<string, string>>,
  ) {
    for (const name of programs) {
      const file = path.join(this.#folder, name);
      writeFileSync(file, name === 'jq' ? JQ : RECORDER);
      chmodSync(file, 0o755);
    }
  }

  /** Returns the calls that the shell makes for a text: program, service, URL, arguments. */
  calls(text: string): string[][] {
    writeFileSync(this.#record, '');
    const env = { ...this.variables, PATH: `${this.#folder}:/usr/bin:/bin`, RECORD: this.#record };
    const script = `MONGODB_ATLAS_SERVICE= MONGODB_ATLAS_OPS_MANAGER_URL=\n${text}`;
    const { status, stderr } = spawnSync('sh', ['-eu', '-c', script], { env });
    assert.equal(stderr.toString(), '');
    assert.equal(status, 0);
    return readFileSync(this.#record, 'utf8')
      .split('\u0001')
      .slice(0, -1)
      .map((call) => call.split('\0').slice(0, -1));
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
