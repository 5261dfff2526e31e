import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { withoutAtlasVariables, withoutOtherVSCode } from './environment';
import { startFront, type Front } from './front';
import type { Installation } from './install';
import { quietSettings, type Theme } from './settings';

/** What the server is to have in it when it starts. */
export interface ServerOptions {
  readonly installation: Installation;
  /** Folders with extensions, linked; or a VSIX, installed as people do. */
  readonly extension?: string | readonly string[];
  readonly theme?: Theme;
  /** Settings of the person, beside the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Variables of the extension host, beside those of this process; a credential of Atlas comes from here alone. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the workbench may be told to run tests; it then shows no notifications. */
  readonly testDriver?: boolean;
  /** Forwards requests to this server; the caller closes it. By default the server has a front of its own. */
  readonly front?: Front;
  /** Folder of installed extensions that several servers share. By default the server has a folder of its own. */
  readonly extensionsFolder?: string;
}

export interface VSCodeServer {
  /** Where a browser opens the workbench. */
  readonly url: string;
  /** Host and port as the workbench names its remote. */
  readonly authority: string;
  /** Folder of everything that this server keeps: settings, storage, logs. */
  readonly folder: string;
  /** What the server has written to its console so far. */
  readonly output: () => string;
  /** Puts settings in the place of the person's; they are read at the next load of the window. */
  writeSettings(settings: Readonly<Record<string, unknown>>, theme?: Theme): Promise<void>;
  stop(): Promise<void>;
}

const ExtensionManifest = v.object({ publisher: v.string(), name: v.string(), version: v.string() });

/**
 * Starts a real VS Code: its server, with the extension host, and before it a front that answers the one request that
 * the server leaves to others, for the key that seals the secret storage.
 */
export async function startVSCode(options: ServerOptions): Promise<VSCodeServer> {
  const { installation } = options;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vscode-'));
  const writeSettings = async (settings: Readonly<Record<string, unknown>>, theme = options.theme): Promise<void> => {
    const file = path.join(folder, 'data/User/settings.json');
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify({ ...quietSettings(installation.version, theme), ...settings }, undefined, 2));
  };
  try {
    await writeSettings(options.settings ?? {});
    for (const extension of [options.extension ?? []].flat()) {
      await installExtension(installation, extension, path.join(folder, 'extensions'));
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const server = await startServer(options, folder);
  const front = options.front ?? (await startFront());
  front.forwardTo(server.port);
  return {
    url: `http://${front.authority}/`,
    authority: front.authority,
    folder,
    output: server.output,
    writeSettings,
    stop: async () => {
      if (front !== options.front) {
        await front.close();
      }
      await server.stop();
    },
  };
}

function serverArguments(installation: Installation, folder: string, extensions: string): string[] {
  const main = path.join(installation.folder, 'out/server-main.js');
  return [main, '--accept-server-license-terms', '--server-data-dir', folder, '--extensions-dir', extensions];
}

/** Installs a VSIX the way users do, or links a folder with an extension, into a folder of extensions. */
export async function installExtension(
  installation: Installation,
  extension: string,
  extensions: string,
): Promise<void> {
  if (extension.endsWith('.vsix')) {
    const data = await mkdtemp(path.join(os.tmpdir(), 'vscode-'));
    const args = [...serverArguments(installation, data, extensions), '--install-extension', extension, '--force'];
    try {
      await promisify(execFile)(installation.node, args);
    } finally {
      await rm(data, { recursive: true, force: true });
    }
    return;
  }
  const text = await readFile(path.join(extension, 'package.json'), 'utf8');
  const { publisher, name, version } = v.parse(v.pipe(v.string(), v.parseJson(), ExtensionManifest), text);
  await mkdir(extensions, { recursive: true });
  const link = path.join(extensions, `${publisher}.${name}-${version}`);
  await symlink(extension, link, process.platform === 'win32' ? 'junction' : 'dir').catch(() =>
    cp(extension, link, { recursive: true }),
  );
}

interface RunningServer {
  readonly port: number;
  readonly output: () => string;
  stop(): Promise<void>;
}

/** How long the server may take to listen, in milliseconds. It takes a fifth of a second. */
const LONGEST_START = 60_000;

/** Starts the server, and with it a guard that ends it and removes its folder, even when this process is killed. */
async function startServer(options: ServerOptions, folder: string): Promise<RunningServer> {
  const child = spawn(
    process.execPath,
    [
      path.join(__dirname, 'guard.mjs'),
      folder,
      options.installation.node,
      ...serverArguments(options.installation, folder, options.extensionsFolder ?? path.join(folder, 'extensions')),
      ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--telemetry-level', 'off'],
      ...(options.testDriver === true ? ['--enable-smoke-test-driver'] : []),
    ],
    {
      env: {
        ...withoutAtlasVariables(withoutOtherVSCode(process.env)),
        // Where Linux keeps sockets, which would otherwise stay in the folder for temporary files.
        XDG_RUNTIME_DIR: folder,
        // Otherwise the server runs the login scripts of the user's shell before it starts the extension host.
        VSCODE_CLI: '1',
        ...options.env,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      // So that Ctrl-C does not reach the guard before its work is done.
      detached: process.platform !== 'win32',
    },
  );
  let output = '';
  const port = await new Promise<number>((resolve, reject) => {
    const timeout = setTimeout(() => child.stdin.end(), LONGEST_START);
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, found] = /Extension host agent listening on (\d+)/.exec(output) ?? [];
      if (found !== undefined) {
        clearTimeout(timeout);
        resolve(Number(found));
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(timeout);
      reject(new Error(`VS Code's server ended before it was ready:\n${output}`));
    });
  });
  return {
    port,
    output: () => output,
    stop: async () => {
      const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
      child.stdin.end();
      await exited;
    },
  };
}
