import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import open from 'open';
import * as v from 'valibot';
import { startAtlasSimulator } from '../atlas/simulator';
import { atlasVariables, withoutAtlasVariables } from './environment';
import { installVSCode } from './install';
import { instructions, type SampleData } from './instructions';
import { startVSCode } from './server';
import { quietSettings } from './settings';

const root = path.resolve(__dirname, '../..');
/** An extension that opens the view. With the real Atlas, the user opens it, because that sends a request. */
const OPEN_VIEW = path.join(__dirname, 'openView');
const HELP = `npm start [-- options]

  --desktop   use the desktop VS Code (\`code\` on the PATH) instead of the browser
  --atlas     use the MONGODB_ATLAS_* variables and the real Atlas instead of the simulator
  --no-open   print the URL without opening a browser
  --help      print this help`;

const Texts = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()));

/** Stops something that was started. */
type Cleanup = () => Promise<unknown>;

/** Starts a real VS Code with the extension and sample data. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      desktop: { type: 'boolean', default: false },
      atlas: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const cleanups: Cleanup[] = [];
  const stopped = new Promise<void>((resolve) => {
    // One Ctrl-C can arrive twice, from the terminal and from npm. The second one must not interrupt the cleanup.
    process.on('SIGINT', resolve);
    process.on('SIGTERM', resolve);
  });
  try {
    const started = start(cleanups, values.desktop, values.atlas, !values['no-open']);
    await Promise.race([started, stopped]);
  } finally {
    for (const cleanup of cleanups.reverse()) {
      await cleanup().catch(() => undefined);
    }
  }
  console.log('\nStopped.');
}

async function start(cleanups: Cleanup[], desktop: boolean, atlas: boolean, opens: boolean): Promise<void> {
  await step('Building the extension', () => run(process.execPath, ['esbuild.js']));
  const sample = atlas ? undefined : await step('Starting the Atlas simulator', () => simulate(cleanups));
  const env = sample === undefined ? realCredential() : environmentOf(sample);
  const extensions = sample === undefined ? [root] : [root, OPEN_VIEW];
  const texts = v.parse(Texts, await readFile(path.join(root, 'package.nls.json'), 'utf8'));
  if (desktop) {
    const code = await step('Starting VS Code', () => startDesktop(cleanups, extensions, env));
    console.log(`\n${instructions(texts, sample)}\n\nClose its window or press Ctrl-C here to stop.`);
    await once(code, 'exit');
    return;
  }
  const installation = await step('Installing VS Code (once)', () => installVSCode('1.139', root));
  const server = await step(`Starting VS Code ${installation.version}`, () =>
    startVSCode({ installation, extension: extensions, env }),
  );
  cleanups.push(() => server.stop());
  console.log(`\n  ${server.url}\n\n${instructions(texts, sample)}\n\nPress Ctrl-C to stop.`);
  if (opens) {
    const browser = await open(server.url).catch(() => undefined);
    browser?.on('error', () => {
      // This machine has no browser. The URL is printed above.
    });
  }
  await new Promise(() => undefined);
}

/** Prints the title of a step and its duration. */
async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  process.stdout.write(`${title}… `);
  const startedAt = performance.now();
  const result = await work();
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return result;
}

async function simulate(cleanups: Cleanup[]): Promise<SampleData> {
  const simulator = await startAtlasSimulator();
  cleanups.push(() => simulator.close());
  const { serviceAccount, otherOrganizationKey } = simulator.world.credentials;
  return { origin: simulator.origin, serviceAccount, apiKey: otherOrganizationKey };
}

function environmentOf({ origin, serviceAccount }: SampleData): Record<string, string> {
  return {
    MONGODB_ATLAS_CLIENT_ID: serviceAccount.id,
    MONGODB_ATLAS_CLIENT_SECRET: serviceAccount.secret,
    MONGODB_ATLAS_OPS_MANAGER_URL: origin,
  };
}

function realCredential(): Record<string, string> {
  const variables = atlasVariables(process.env);
  const set = (name: string): boolean => (variables[`MONGODB_ATLAS_${name}`] ?? '') !== '';
  if (!(set('CLIENT_ID') && set('CLIENT_SECRET')) && !(set('PUBLIC_API_KEY') && set('PRIVATE_API_KEY'))) {
    throw new Error(
      'Set MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET, or MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY',
    );
  }
  return variables;
}

async function startDesktop(
  cleanups: Cleanup[],
  extensions: readonly string[],
  env: Record<string, string>,
): Promise<ChildProcess> {
  const windows = process.platform === 'win32';
  if (spawnSync('code', ['--version'], { shell: windows }).status !== 0) {
    throw new Error("`code` is not on the PATH. In VS Code, run “Shell Command: Install 'code' command in PATH”.");
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'code-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
  await mkdir(path.join(folder, 'User'));
  await writeFile(path.join(folder, 'User/settings.json'), JSON.stringify(quietSettings('desktop')));
  const developed = extensions.map((extension) => `--extensionDevelopmentPath=${extension}`);
  const args = ['--new-window', '--wait', '--user-data-dir', folder, ...developed];
  const code = spawn('code', args, {
    env: { ...withoutAtlasVariables(process.env), ...env },
    stdio: 'ignore',
    shell: windows,
  });
  cleanups.push(async () => {
    code.kill();
    await stopDesktop(folder);
  });
  await once(code, 'spawn');
  return code;
}

/**
 * Ends VS Code by the process ID that it writes into its folder, because its window is not a child process of `code`.
 */
async function stopDesktop(folder: string): Promise<void> {
  const pid = Number(await readFile(path.join(folder, 'code.lock'), 'utf8').catch(() => ''));
  const signal = (name: NodeJS.Signals | 0): boolean => {
    try {
      return pid > 0 && process.kill(pid, name);
    } catch {
      return false;
    }
  };
  signal('SIGTERM');
  for (let tries = 0; tries < 50 && signal(0); tries += 1) {
    await setTimeout(100);
  }
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'exit');
  if (child.exitCode !== 0) {
    throw new Error(`${args.join(' ')} failed`);
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(`\n✖ ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  },
);
