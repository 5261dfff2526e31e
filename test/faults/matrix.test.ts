import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { collectGarbage } from '../collectGarbage';
import { useMatrix } from './matrix';
import { operations } from './operations';

const TABLE = path.resolve(__dirname, '../../docs/faults.md');
/** Maximum additional memory in bytes after a fault was met three times. Covers compiled code, but no response. */
const MOST_GROWTH = 2 ** 19;

describe('A fault', function () {
  this.timeout(20_000);
  const matrix = useMatrix();
  const results = new Map<string, Set<string>>();
  const all = matrix.faults;
  const met = operations(() => matrix.bucketId());

  for (const operation of met) {
    describe(`during: ${operation.name}`, () => {
      for (const fault of all) {
        it(`is named, leads to no request elsewhere, keeps all rows and can be retried: ${fault.name}`, async () => {
          const label = await matrix.live(operation, fault);
          results.set(fault.name, (results.get(fault.name) ?? new Set()).add(label));
        });
      }
    });
  }

  for (const operation of met) {
    describe(`that is temporary, during: ${operation.name}`, () => {
      for (const trouble of matrix.passing) {
        it(`shows no failure and keeps all rows: ${trouble.name}`, () => matrix.survive(operation, trouble));
      }
    });
  }

  // Everything that is created only once is in memory here.
  describe('that has ended', () => {
    const expand = met.filter(({ name }) => name === 'expand');
    let inUse: number;
    before(async () => {
      inUse = await bytesInUse();
    });
    for (const fault of all) {
      it(`leaves nothing in memory: ${fault.name}`, async () => {
        for (const operation of [...expand, ...expand, ...expand]) {
          await matrix.live(operation, fault);
        }
        const before = inUse;
        inUse = await bytesInUse();
        const grown = inUse - before;
        assert.ok(grown < MOST_GROWTH, `${grown} additional bytes are in use`);
      });
    }
  });

  // A separate suite, because a suite's own tests run before its nested suites.
  describe('in docs/faults.md', () => {
    it('has the label that is listed there', async () => {
      const rows = all.map(({ name }) => `| ${name} | ${[...(results.get(name) ?? [])].join(', ')} |`);
      const passed = matrix.passing.map(({ name }) => `- ${name}`).join('\n');
      const table = await format(
        `# Faults\n\nEach fault is tested against each operation: ${met
          .map(({ name }) => name)
          .join('; ')}. Each of the ${all.length} × ${met.length} tests checks that the row shows ` +
          'the label below, that no request goes to another origin, that neither the log nor an error contains a secret, ' +
          'that no row is lost or duplicated, that a retry has the same result as without the fault, and that no memory ' +
          'is leaked. `npm run test:faults` runs the tests and writes this page. The integration tests ' +
          `show the faults in a real VS Code.\n\n| Fault | Label of the row |\n| --- | --- |\n${rows.join('\n')}\n\n` +
          '## Temporary faults\n\nThe client handles each of these during each operation without showing a failure: the ' +
          `operation has its usual result after a few seconds at most.\n\n${passed}\n`,
        { parser: 'markdown', printWidth: 120, singleQuote: true },
      );
      const written = readFileSync(TABLE, 'utf8');
      writeFileSync(TABLE, table);
      assert.equal(table, written, 'docs/faults.md was out of date and has been updated');
    });
  });
});

async function bytesInUse(): Promise<number> {
  const { heap, buffers } = await collectGarbage();
  return heap + buffers;
}
