import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { prunedLock, type Lock } from './prunedLock';
import { SHIMS } from './shims';

/** An installed VS Code: its server with the web workbench, and the Node that runs it. */
export interface Installation {
  /** Version of VS Code, such as `1.139.1`. */
  readonly version: string;
  readonly folder: string;
  readonly node: string;
}

/** The npm package code-server contains the server and the web workbench of VS Code with the same minor version. */
const RELEASES = {
  '1.139': {
    codeServer: '4.139.1',
    integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  },
  '1.100': {
    codeServer: '4.100.3',
    integrity: 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
  },
} as const;

export type VSCodeVersion = keyof typeof RELEASES;

/** All versions of VS Code that tests run in. */
export const TESTED_VERSIONS = Object.keys(RELEASES);

/** The built-in extensions that tests need: themes, JSON and its grammar. The others only take time. */
const KEPT_EXTENSIONS = /^(theme-.*|json|json-language-features|configuration-editing)$/;

const PackOutput = v.union([
  v.array(v.object({ filename: v.string(), integrity: v.string() })),
  v.pipe(
    v.record(v.string(), v.object({ filename: v.string(), integrity: v.string() })),
    v.transform((byName) => Object.values(byName)),
  ),
]);
const Manifest = v.looseObject({ name: v.string(), version: v.string() });
const LockFile = v.object({ packages: v.record(v.string(), v.looseObject({})) });

const NpmFailure = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ error: v.object({ summary: v.pipe(v.string(), v.nonEmpty()) }) }),
);

/** Age in milliseconds at which the scratch folder of an installation is a leftover. */
const ABANDONED = 3_600_000;
const SCRATCH = 'installing-';

/**
 * Installs VS Code in `.vscode-test/` unless it is there. Assembles it in a scratch folder and renames the folder at
 * the end, so that interrupted and parallel installations do no harm.
 * @throws Error with one sentence if npm can't download it
 */
export async function installVSCode(wanted: VSCodeVersion, root: string): Promise<Installation> {
  const { codeServer, integrity } = RELEASES[wanted];
  const cache = path.join(root, '.vscode-test');
  const folder = path.join(cache, `vscode-${codeServer}-1`);
  const version = `1${codeServer.slice(1)}`;
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true });
    await removeAbandoned(cache);
    const scratch = await mkdtemp(path.join(cache, SCRATCH));
    const remove = (): void => {
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
    };
    process.once('exit', remove);
    try {
      await assemble(codeServer, integrity, scratch);
      await rename(path.join(scratch, 'package/lib/vscode'), folder).catch((error: unknown) => {
        // Another process may have installed it first.
        if (!existsSync(folder)) {
          throw error;
        }
      });
    } catch (error) {
      throw new Error(`VS Code ${version} could not be installed from npm: ${reasonOf(error)}`, { cause: error });
    } finally {
      process.off('exit', remove);
      remove();
    }
  }
  return { version, folder, node: nodeOf(wanted) };
}

/** Removes scratch folders of killed processes. */
async function removeAbandoned(cache: string): Promise<void> {
  const names = await readdir(cache);
  for (const folder of names.filter((name) => name.startsWith(SCRATCH)).map((name) => path.join(cache, name))) {
    const changed = await stat(folder).catch(() => undefined);
    if (changed !== undefined && Date.now() - changed.mtimeMs > ABANDONED) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** VS Code 1.100 contains Node 20, so it runs on the Node that started the tests, which may be that old. */
function nodeOf(version: VSCodeVersion): string {
  return (version === '1.100' ? process.env['OUTER_NODE'] : undefined) ?? process.execPath;
}

async function assemble(codeServer: string, integrity: string, scratch: string): Promise<void> {
  const output = await npm(['pack', `code-server@${codeServer}`], scratch);
  const [tarball] = v.parse(v.pipe(v.string(), v.parseJson(), PackOutput), output);
  if (tarball?.integrity !== integrity) {
    throw new Error('the package differs from the pinned one');
  }
  await run('tar', ['-xzf', tarball.filename, 'package/lib/vscode'], scratch);
  const folder = path.join(scratch, 'package/lib/vscode');
  await trim(folder);
  await narrowDependencies(folder);
  await npm(['ci', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps'], folder);
  for (const [name, source] of Object.entries(SHIMS)) {
    const target = path.join(folder, 'node_modules', name);
    await mkdir(target, { recursive: true });
    await writeFile(path.join(target, 'package.json'), JSON.stringify({ name, version: '0.0.0', main: 'index.js' }));
    await writeFile(path.join(target, 'index.js'), source);
  }
}

async function trim(folder: string): Promise<void> {
  for (const extension of await readdir(path.join(folder, 'extensions'), { withFileTypes: true })) {
    if (extension.isDirectory() && !KEPT_EXTENSIONS.test(extension.name) && extension.name !== 'node_modules') {
      await rm(path.join(folder, 'extensions', extension.name), { recursive: true });
    }
  }
  for (const file of await readdir(path.join(folder, 'out'), { recursive: true })) {
    if (file.endsWith('.map')) {
      await rm(path.join(folder, 'out', file));
    }
  }
}

/** Reduces VS Code's own lock file (versions and integrity) to the packages that a test host needs. */
async function narrowDependencies(folder: string): Promise<void> {
  const manifest = v.parse(Manifest, await readJson(path.join(folder, 'package.json')));
  const shrinkwrap = path.join(folder, 'npm-shrinkwrap.json');
  const lock: Lock = v.parse(LockFile, await readJson(shrinkwrap));
  const { dependencies, packages } = prunedLock(lock);
  const root = { name: manifest.name, version: manifest.version, dependencies };
  await rm(shrinkwrap);
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ ...root, type: manifest['type'] }));
  await writeFile(
    path.join(folder, 'package-lock.json'),
    JSON.stringify({ ...root, lockfileVersion: 3, requires: true, packages: { '': root, ...packages } }),
  );
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

const WINDOWS = process.platform === 'win32';

async function npm(args: readonly string[], cwd: string): Promise<string> {
  // By default, npm retries for more than a minute.
  const retries = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=4000'];
  return run('npm', [...args, '--json', '--no-audit', '--no-fund', '--loglevel=error', ...retries], cwd);
}

async function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  const running = promisify(execFile)(command, [...args], { cwd, shell: WINDOWS, maxBuffer: 64 * 1024 * 1024 });
  const kill = (): void => void running.child.kill();
  process.once('exit', kill);
  try {
    return (await running).stdout;
  } finally {
    process.off('exit', kill);
  }
}

/** Returns one line: npm's own summary, or the beginning of the error message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const failure = v.safeParse(NpmFailure, 'stdout' in error ? error.stdout : undefined);
  return (failure.success ? failure.output.error.summary : error.message).split('\n').slice(0, 2).join(' ').trim();
}
