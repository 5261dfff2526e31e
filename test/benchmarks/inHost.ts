import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { inspect } from 'node:util';
import { extensions, Uri, window } from 'vscode';
import * as v from 'valibot';
import { Findable } from '../../src/find/findable';
import { stateText } from '../../src/find/findItems';
import { listItems } from '../../src/find/findList';
import { choice } from '../../src/text/sinks';
import { Arrangements } from '../../src/tree/arrangements';
import { ProjectsTree } from '../../src/tree/projectsTree';
import { ProviderIcons } from '../../src/tree/providerIcons';
import { KEYS } from '../unit/client/support';
import { signIn } from './bare';
import { EMPTY, FIRST, OURS, SAME, type HostResult } from './hostResult';
import { listPage } from './listing';
import { clientFor } from './ours';
import { BUCKETS, CREDENTIAL, openRemembered } from './remembered';

const Environment = v.object({
  BENCHMARK_ORIGIN: v.string(),
  BENCHMARK_REMEMBERED: v.string(),
  BENCHMARK_RESULT: v.string(),
  BENCHMARK_ROUND: v.pipe(v.string(), v.toNumber()),
  TEST_OUTPUT: v.string(),
  TEST_RESULT: v.string(),
});
const PerformanceMarks = v.object({ getMarks: v.function() });
const Marks = v.array(v.object({ name: v.string(), startTime: v.number() }));

/** The entry point in the extension host: measures, and writes the result to a file. */
export async function run(): Promise<void> {
  const environment = v.parse(Environment, process.env);
  try {
    const result = await measure(environment);
    writeFileSync(environment.BENCHMARK_RESULT, JSON.stringify(result));
    writeFileSync(environment.TEST_RESULT, JSON.stringify({ ok: true }));
  } catch (error) {
    writeFileSync(environment.TEST_OUTPUT, inspect(error));
    throw error;
  }
}

async function measure({
  BENCHMARK_ORIGIN: origin,
  BENCHMARK_REMEMBERED: folder,
  BENCHMARK_ROUND: round,
}: v.InferOutput<typeof Environment>): Promise<HostResult> {
  const wholes = new Map<string, number>();
  const order = [EMPTY, SAME, OURS].map((_, index, all) => all[(index + round) % all.length] ?? EMPTY);
  for (const id of [FIRST, ...order]) {
    await untilQuiet();
    wholes.set(id, await activate(id));
  }
  return { activations: activationsOf(wholes), find: await find(folder), ...(await expand(origin)) };
}

/** Waits until VS Code is idle, so that its own startup work doesn't affect the measurement. */
async function untilQuiet(): Promise<void> {
  for (let quiet = 0; quiet < 30;) {
    const started = performance.now();
    await setTimeout(10);
    quiet = performance.now() - started < 12 ? quiet + 1 : 0;
  }
}

async function activate(id: string): Promise<number> {
  const extension = extensions.getExtension(id);
  if (extension === undefined || extension.isActive) {
    throw new Error(`${id} is missing or already active`);
  }
  const started = performance.now();
  await extension.activate();
  return performance.now() - started;
}

/** Returns the times of all active extensions, including built-in ones. */
function activationsOf(wholes: ReadonlyMap<string, number>): HostResult['activations'] {
  const { getMarks } = v.parse(PerformanceMarks, Reflect.get(globalThis, 'MonacoPerformanceMarks'));
  const marks = v.parse(Marks, getMarks());
  const at = (mark: string, id: string): number =>
    marks.find(({ name }) => name === `code/extHost/${mark}/${id}`)?.startTime ?? Number.NaN;
  const active = extensions.all.filter(({ isActive }) => isActive).map(({ id }) => id);
  return Object.fromEntries(
    active.map((id) => [
      id,
      {
        whole: wholes.get(id) ?? at('didActivateExtension', id) - at('willLoadExtensionCode', id),
        load: at('didLoadExtensionCode', id) - at('willLoadExtensionCode', id),
        activate: at('didActivateExtension', id) - at('willActivateExtension', id),
      },
    ]),
  );
}

/** Does what *Find* does until it shows the first results in a new window, where no code has run before. */
async function find(folder: string): Promise<number> {
  const tree = new ProjectsTree(
    { list: () => [CREDENTIAL], clientOf: () => Promise.reject(new Error('a request')) },
    new Arrangements({ of: () => [], projectsOf: () => [] }, 'en'),
    {
      pageSize: () => 500,
      addedProjects: () => [],
      report: () => undefined,
      providerIcons: new ProviderIcons(Uri.file('/')),
    },
  );
  const picker = window.createQuickPick();
  const started = performance.now();
  const findable = new Findable(tree.rows, () => tree.rows.roots());
  findable.remember(await openRemembered(folder).read());
  const { projects, candidates, notLoaded } = findable;
  const items = listItems({
    query: 'exports',
    roots: tree.rows.roots(),
    failedRoots: [],
    projects,
    foundById: [],
    candidates,
    notLoaded,
    searching: undefined,
    outcome: undefined,
  });
  picker.title = stateText(findable);
  picker.items = items.map(choice);
  const milliseconds = performance.now() - started;
  picker.dispose();
  tree.dispose();
  if (findable.remembered.length !== BUCKETS || items.length < 100) {
    throw new Error(`Found ${items.length} of ${findable.remembered.length}`);
  }
  return milliseconds;
}

/** Expands every other project in the tree, and requests the export buckets of the others without the extension. */
async function expand(origin: string): Promise<Pick<HostResult, 'expansions' | 'requests'>> {
  const client = clientFor(origin, 'serviceAccount');
  const { id } = KEYS.serviceAccount;
  const credential = { id: 'a', name: 'a', origin, method: 'serviceAccount', keyId: id, source: 'stored' } as const;
  const tree = new ProjectsTree(
    { list: () => [credential], clientOf: () => Promise.resolve(client) },
    new Arrangements({ of: () => [], projectsOf: () => [] }, 'en'),
    {
      pageSize: () => 500,
      addedProjects: () => [],
      report: () => undefined,
      providerIcons: new ProviderIcons(Uri.file('/')),
    },
  );
  const get = await signIn(origin);
  const result = { expansions: new Array<number>(), requests: new Array<number>() };
  const rows = await tree.getChildren();
  for (const [index, row] of rows.entries()) {
    if (row.kind !== 'project') {
      continue;
    }
    const started = performance.now();
    if (index % 2 === 0) {
      const buckets = await tree.getChildren(row);
      buckets.map((bucket) => tree.getTreeItem(bucket));
      result.expansions.push(performance.now() - started);
    } else {
      await listPage(get, 1, 500, row.project.id);
      result.requests.push(performance.now() - started);
    }
  }
  tree.dispose();
  return result;
}
