import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { collectGarbage } from '../collectGarbage';
import { useMatrix } from './matrix';
import { operations } from './operations';

const TABLE = path.resolve(__dirname, '../../docs/faults.md');
/** Bytes that may be in use after a fault was met three times and were not before: compiled code, and no answer. */
const MOST_GROWTH = 2 ** 19;

describe('A fault', function () {
  this.timeout(20_000);
  const matrix = useMatrix();
  const results = new Map<string, Set<string>>();
  const all = matrix.faults;
  const met = operations(() => matrix.bucketId());

  for (const operation of met) {
    describe(`when somebody wants to ${operation.name}`, () => {
      for (const fault of all) {
        it(`is named, sends nothing elsewhere, keeps every row and passes: ${fault.name}`, async () => {
          const label = await matrix.live(operation, fault);
          results.set(fault.name, (results.get(fault.name) ?? new Set()).add(label));
        });
      }
    });
  }

  for (const operation of met) {
    describe(`that passes when somebody wants to ${operation.name}`, () => {
      for (const trouble of matrix.passing) {
        it(`needs no row and loses none: ${trouble.name}`, () => matrix.survive(operation, trouble));
      }
    });
  }

  // By now everything is in memory that is only made once.
  describe('that is over', () => {
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
        assert.ok(grown < MOST_GROWTH, `${grown} bytes more are in use`);
      });
    }
  });

  // In a suite of its own, for a suite's own tests run before the suites in it.
  describe('in docs/faults.md', () => {
    it('comes to the row that is written there', async () => {
      const rows = all.map(({ name }) => `| ${name} | ${[...(results.get(name) ?? [])].join(', ')} |`);
      const passed = matrix.passing.map(({ name }) => `- ${name}`).join('\n');
      const table = await format(
        `# Faults\n\nEvery fault meets every operation: ${met
          .map(({ name }) => name)
          .join('; ')}. Each of these ${all.length} × ${met.length} cells holds that the row says so, ` +
          'that no request goes to another origin, that neither log nor error holds a secret, that no row is lost or ' +
          'doubled, and that asking again brings what would have come without the fault; afterwards, no more memory is in ' +
          'use than before. `npm run test:faults` runs ' +
          `them and writes this page; the integration tests have the view meet them in a real VS Code.\n\n| Fault | The row says |\n| --- | --- |\n${rows.join('\n')}\n\n` +
          '## What passes without a row\n\nEvery operation meets each of these as well. The client deals with it: the ' +
          `operation comes to what it comes to otherwise, after a few seconds at most.\n\n${passed}\n`,
        { parser: 'markdown', printWidth: 120, singleQuote: true },
      );
      const written = readFileSync(TABLE, 'utf8');
      writeFileSync(TABLE, table);
      assert.equal(table, written, 'docs/faults.md was out of date; it has been written anew');
    });
  });
});

async function bytesInUse(): Promise<number> {
  const { heap, buffers } = await collectGarbage();
  return heap + buffers;
}
