import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { collectGarbage } from '../collectGarbage';
import { useMatrix } from './matrix';
import { operations } from './operations';

const TABLE = path.resolve(__dirname, '../../docs/faults.md');
/**
 * The allowed growth of memory in bytes after a fault has occurred three times. It covers compiled code, but no
 * response.
 */
const MAX_GROWTH = 2 ** 19;

/** How often a fault is repeated while memory grows. */
const MAX_ROUNDS = 4;

describe('A fault', function () {
  this.timeout(60_000);
  const matrix = useMatrix();
  const results = new Map<string, Set<string>>();
  const all = matrix.faults;
  const met = operations(() => matrix.bucketId());

  for (const operation of met) {
    describe(`during “${operation.name}”`, () => {
      for (const fault of all) {
        it(`shows its failure, sends no request elsewhere, keeps all rows and can be retried: ${fault.name}`, async () => {
          const label = await matrix.live(operation, fault);
          results.set(fault.name, (results.get(fault.name) ?? new Set()).add(label));
        });
      }
    });
  }

  for (const operation of met) {
    describe(`that is temporary, during “${operation.name}”`, () => {
      for (const trouble of matrix.passing) {
        it(`shows no failure and keeps all rows: ${trouble.name}`, () => matrix.survive(operation, trouble));
      }
    });
  }

  // At this point, one-time allocations are already done.
  describe('that is over', () => {
    const expand = met.filter(({ name }) => name === 'expand');
    let inUse: number;
    before(async () => {
      inUse = await bytesInUse();
    });
    for (const fault of all) {
      it(`leaks no memory: ${fault.name}`, async () => {
        const growths: number[] = [];
        do {
          for (const operation of [...expand, ...expand, ...expand]) {
            await matrix.live(operation, fault);
          }
          const before = inUse;
          inUse = await bytesInUse();
          growths.push(inUse - before);
          // What is compiled or cached grows once, a leak grows every time.
        } while (growths.length < MAX_ROUNDS && growths.every((growth) => growth >= MAX_GROWTH));
        assert.ok(
          growths.some((growth) => growth < MAX_GROWTH),
          `memory grew by ${growths.join(', ')} bytes`,
        );
      });
    }
  });

  // A separate suite, because the tests of a suite run before its nested suites.
  describe('in docs/faults.md', () => {
    it('results in the listed failures', async () => {
      const rows = all.map(({ name }) => `| ${name} | ${[...(results.get(name) ?? [])].join(', ')} |`);
      const passed = matrix.passing.map(({ name }) => `- ${name}`).join('\n');
      const table = await format(
        `# Faults\n\nEach fault is tested against each operation: ${met
          .map(({ name }) => name)
          .join('; ')}. Each of these ${all.length} × ${met.length} tests checks that a row shows the failure, ` +
          'that no request goes to another origin, that neither the log nor an error contains a secret, that no row is ' +
          'missing or duplicated, and that a retry loads the same rows as without the fault. Afterwards, memory use is the ' +
          'same as before. `npm run test:faults` runs ' +
          `these tests and writes this page. The integration tests check faults in a real VS Code.\n\n| Fault | Label of the row |\n| --- | --- |\n${rows.join('\n')}\n\n` +
          '## Temporary problems\n\nThese are also tested against each operation. The client handles them without a failure: the ' +
          `operation has the same result as without the problem, after a few seconds at most.\n\n${passed}\n`,
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
