import { candidatesIn } from '../../src/find/candidates';
import { rank } from '../../src/find/rank';
import { projectNode } from '../../src/model/nodes';
import { firstPageOf, rowOf } from '../unit/model/support';
import { median, type Figure } from './report';

const ROUNDS = 7;
const PROJECTS = 50;
const ROWS_OF_EACH = 500;
/** The number of results that *Find Export Bucket…* shows. */
const MOST_SHOWN = 100;
const TYPED = ['project-0042-exports', '42 exports', '60113b99ce5a6a3d72ea7454', 'e', 'no bucket has this name'];

/** Measures the slowest keystroke of a search among 25,000 export buckets. */
export async function filtering(): Promise<Figure> {
  const keys = (await filterPerKeystroke()).map((rounds) => median(rounds));
  const slowest = Math.max(...keys);
  return {
    name: 'Filtering 25,000 rows, per keystroke',
    value: `${slowest.toFixed(1)} ms, the slowest of ${keys.length} keystrokes`,
    comparedWith: `median keystroke: ${median(keys).toFixed(1)} ms`,
    goal: '≤ 100 ms',
    isMet: slowest <= 100,
  };
}

/** Returns the milliseconds of each round for each keystroke of some texts. */
async function filterPerKeystroke(): Promise<number[][]> {
  const root = rowOf('one');
  const projects = await Promise.all(
    Array.from({ length: PROJECTS }, async (_, number) => {
      const name = `project-${String(number).padStart(4, '0')}`;
      const node = projectNode(root, { id: idOf(number), name });
      const buckets = {
        items: Array.from({ length: ROWS_OF_EACH }, (_row, index) => ({
          _id: idOf(number * ROWS_OF_EACH + index),
          bucketName: `${name}-exports-${index}`,
          cloudProvider: 'AWS',
          iamRoleId: '60113b99ce5a6a3d72ea7454',
        })),
        unreadable: 0,
        totalCount: ROWS_OF_EACH,
        mayContinue: false,
      };
      return { node, list: await firstPageOf(node, { buckets }, ROWS_OF_EACH) };
    }),
  );
  const candidates = candidatesIn(projects);
  const keys = TYPED.flatMap((text) => Array.from(text, (_, index) => text.slice(0, index + 1)));
  return keys.map((query) =>
    Array.from({ length: ROUNDS }, () => {
      const started = performance.now();
      rank(query, candidates, MOST_SHOWN);
      return performance.now() - started;
    }),
  );
}

function idOf(number: number): string {
  return number.toString(16).padStart(24, '6');
}
