import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createProxyServer } from 'http-proxy-3';
import * as v from 'valibot';
import { withoutAtlasVariables, withoutOtherVSCode } from './environment';
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
      await installExtension(installation, extension, folder);
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const server = await startServer(options, folder);
  const front = await startFront(server.port);
  return {
    url: `http://${front.authority}/`,
    authority: front.authority,
    folder,
    output: server.output,
    writeSettings,
    stop: async () => {
      await front.close();
      await server.stop();
    },
  };
}

function serverArguments(installation: Installation, folder: string): string[] {
  const main = path.join(installation.folder, 'out/server-main.js');
  return [main, '--accept-server-license-terms', '--server-data-dir', folder];
}

async function installExtension(installation: Installation, extension: string, folder: string): Promise<void> {
  if (extension.endsWith('.vsix')) {
    const args = [...serverArguments(installation, folder), '--install-extension', extension, '--force'];
    await promisify(execFile)(installation.node, args);
    return;
  }
  const text = await readFile(path.join(extension, 'package.json'), 'utf8');
  const { publisher, name, version } = v.parse(v.pipe(v.string(), v.parseJson(), ExtensionManifest), text);
  const extensions = path.join(folder, 'extensions');
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
      ...serverArguments(options.installation, folder),
      ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--telemetry-level', 'off'],
      ...(options.testDriver === true ? ['--enable-smoke-test-driver'] : []),
    ],
    {
      env: {
        ...withoutAtlasVariables(withoutOtherVSCode(process.env)),
        // Where Linux keeps sockets, which would otherwise stay in the folder for temporary files.
        XDG_RUNTIME_DIR: folder,
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

/**
 * A browser asks `/mint-key` for half of the key with which secrets are sealed in its storage. Without an answer they
 * would be lost with every reload.
 */
async function startFront(port: number): Promise<{ readonly authority: string; close(): Promise<void> }> {
  const key = randomBytes(32);
  const target = `http://127.0.0.1:${port}`;
  const proxy = createProxyServer({ target, ws: true });
  proxy.on('error', (_error, _request, response) => {
    // The server is being stopped, or a window was closed in the midst of an answer.
    response.destroy();
  });
  const sockets = new Set<Socket>();
  const front: Server = createServer((request, response) => {
    if (request.url?.split('?')[0]?.endsWith('/mint-key') === true) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(key);
    } else {
      proxy.web(request, response);
    }
  });
  front.on('upgrade', (request, socket, head) => {
    proxy.ws(request, socket, head);
  });
  front.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  return {
    authority: `127.0.0.1:${addressOf(front).port}`,
    close: async () => {
      front.close();
      sockets.forEach((socket) => socket.destroy());
      proxy.close();
      await once(front, 'close');
    },
  };
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The front listens nowhere');
  }
  return address;
}
