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

/** The configuration of a server. */
export interface ServerOptions {
  readonly installation: Installation;
  /** Folders of extensions to link, or a VSIX to install. */
  readonly extension?: string | readonly string[];
  readonly theme?: Theme;
  /** User settings, in addition to the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /**
   * Environment variables of the extension host, in addition to those of this process. An Atlas credential is only read
   * from here.
   */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the workbench can run extension tests. It then shows no notifications. */
  readonly testDriver?: boolean;
  /** The proxy to use, which the caller closes. By default, the server starts its own. */
  readonly front?: Front;
  /** Extensions folder that several servers share. By default, the server has its own folder. */
  readonly extensionsFolder?: string;
}

export interface VSCodeServer {
  /** The URL of the workbench. */
  readonly url: string;
  /** The host and port of the workbench's remote authority. */
  readonly authority: string;
  /** The folder with the server's settings, storage and logs. */
  readonly folder: string;
  /** Returns the server's console output so far. */
  readonly output: () => string;
  /** Replaces the user settings. They apply after the next reload of the window. */
  writeSettings(settings: Readonly<Record<string, unknown>>, theme?: Theme): Promise<void>;
  stop(): Promise<void>;
}

const ExtensionManifest = v.object({ publisher: v.string(), name: v.string(), version: v.string() });

/**
 * Starts a real VS Code: its server with the extension host, and the proxy in front of it.
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

/** Installs a VSIX like a user, or links the folder of an extension, into an extensions folder. */
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

/** Timeout for the start of the server in milliseconds. It usually takes 200 ms. */
const START_TIMEOUT = 60_000;

/** Starts the server with a guard, which ends it and removes its folder even if this process is killed. */
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
        // The folder for sockets on Linux. Otherwise they stay in the folder for temporary files.
        XDG_RUNTIME_DIR: folder,
        // Otherwise the server runs the login scripts of the user's shell before it starts the extension host.
        VSCODE_CLI: '1',
        ...options.env,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      // Ctrl-C must not reach the guard before its work is done.
      detached: process.platform !== 'win32',
    },
  );
  let output = '';
  const port = await new Promise<number>((resolve, reject) => {
    const timeout = setTimeout(() => child.stdin.end(), START_TIMEOUT);
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
