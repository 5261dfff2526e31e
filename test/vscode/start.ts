import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import open from 'open';
import { startAtlasSimulator } from '../atlas/simulator';
import { atlasVariables, withoutAtlasVariables } from './environment';
import { installVSCode } from './install';
import { startVSCode } from './server';
import { quietSettings } from './settings';

const root = path.resolve(__dirname, '../..');
const HELP = `npm start [-- options]

  --desktop   use the VS Code (\`code\`) on the PATH, not one of npm in the browser
  --atlas     use the MONGODB_ATLAS_* variables that are set and the real Atlas, not the simulator
  --no-open   print the address and open no browser
  --help      print this`;

/** What has been started and must be ended, the last one first. */
type Ending = () => Promise<unknown>;

/** Starts a real VS Code with the extension and believable data, for whoever wants to see it. */
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
  const endings: Ending[] = [];
  const stopped = new Promise<void>((resolve) => {
    // One Ctrl-C can arrive twice, from the terminal and from npm; the second one must not cut the ending short.
    process.on('SIGINT', resolve);
    process.on('SIGTERM', resolve);
  });
  try {
    const started = start(endings, values.desktop, values.atlas, !values['no-open']);
    await Promise.race([started, stopped]);
  } finally {
    for (const end of endings.reverse()) {
      await end().catch(() => undefined);
    }
  }
  console.log('\nEverything that was started has ended.');
}

async function start(endings: Ending[], desktop: boolean, atlas: boolean, opens: boolean): Promise<void> {
  await step('Building the extension', () => run(process.execPath, ['esbuild.js']));
  const env = atlas ? realCredential() : await step('Starting the Atlas simulator', () => simulate(endings));
  if (desktop) {
    const code = await step('Starting VS Code', () => startDesktop(endings, env));
    console.log('\nClose its window, or press Ctrl-C here, to end everything.');
    await once(code, 'exit');
    return;
  }
  const installation = await step('Installing VS Code (once)', () => installVSCode('1.139', root));
  const server = await step(`Starting VS Code ${installation.version}`, () =>
    startVSCode({ installation, extension: root, env }),
  );
  endings.push(() => server.stop());
  console.log(`\n  ${server.url}\n\nPress Ctrl-C to end everything.`);
  if (opens) {
    const browser = await open(server.url).catch(() => undefined);
    browser?.on('error', () => {
      // There is no browser on this machine; the address is printed above.
    });
  }
  await new Promise(() => undefined);
}

/** Says what is being done, and how long it took. */
async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  process.stdout.write(`${title}… `);
  const began = performance.now();
  const result = await work();
  console.log(`${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}

async function simulate(endings: Ending[]): Promise<Record<string, string>> {
  const simulator = await startAtlasSimulator();
  endings.push(() => simulator.close());
  const { id, secret } = simulator.world.credentials.serviceAccount;
  return {
    MONGODB_ATLAS_CLIENT_ID: id,
    MONGODB_ATLAS_CLIENT_SECRET: secret,
    MONGODB_ATLAS_OPS_MANAGER_URL: simulator.origin,
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

async function startDesktop(endings: Ending[], env: Record<string, string>): Promise<ChildProcess> {
  const windows = process.platform === 'win32';
  if (spawnSync('code', ['--version'], { shell: windows }).status !== 0) {
    throw new Error("There is no `code` on the PATH. In VS Code, run “Shell Command: Install 'code' command in PATH”.");
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'code-'));
  endings.push(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
  await mkdir(path.join(folder, 'User'));
  await writeFile(path.join(folder, 'User/settings.json'), JSON.stringify(quietSettings('desktop')));
  const args = ['--new-window', '--wait', '--user-data-dir', folder, `--extensionDevelopmentPath=${root}`];
  const code = spawn('code', args, {
    env: { ...withoutAtlasVariables(process.env), ...env },
    stdio: 'ignore',
    shell: windows,
  });
  endings.push(async () => {
    code.kill();
    await endDesktop(folder);
  });
  await once(code, 'spawn');
  return code;
}

/** The window is not a child of `code`; VS Code writes the number of its process into its folder. */
async function endDesktop(folder: string): Promise<void> {
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
