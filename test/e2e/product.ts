import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConsoleMessage, Page } from 'playwright-core';
import { startAtlasSimulator, type AtlasSimulator } from '../atlas/simulator';
import type { Credential } from '../atlas/world';
import type { VSCodeVersion } from '../vscode/install';
import { QuickInputPage } from '../vscode/pages/quickInput';
import { TreeViewPage } from '../vscode/pages/view';
import { until } from '../vscode/until';
import { startVSCode, type VSCodeServer } from '../vscode/server';
import type { Theme } from '../vscode/settings';
import { loseAndRegainFocus, untilStarted } from '../vscode/workbench';
import { saveEvidence } from './evidence';
import { root, type Rig } from './rig';
import { readStorage, storedTab } from './storage';

/** The packaged extension in a real VS Code with a simulated Atlas, and the means to use it. */
export interface Product {
  readonly version: VSCodeVersion;
  readonly simulator: AtlasSimulator;
  readonly server: VSCodeServer;
  readonly page: Page;
  readonly projects: TreeViewPage;
  readonly quickInput: QuickInputPage;
  /** Returns the text of the modal dialog; empty if none is open. */
  readonly dialog: () => Promise<string>;
  readonly answerDialog: (button: string) => Promise<void>;
  readonly clipboard: () => Promise<string>;
  readonly setClipboard: (text: string) => Promise<void>;
  readonly untilClipboard: (text: string) => Promise<void>;
  /** Waits until Atlas has responded to as many requests since the last `simulator.clearRequests()`. */
  readonly untilRequests: (count: number) => Promise<void>;
  /** Returns the requests since then: method and path, without the query. */
  readonly requested: () => string[];
  /** Returns everything that the window keeps in the browser's storage, as text. */
  readonly storage: () => Promise<string>;
  /** Waits until the storage holds a text. VS Code saves the state of a window when it loses the focus. */
  readonly untilStored: (text: string) => Promise<void>;
  /** Waits until a reload would show the active tab again, whose stored state holds a text. */
  readonly untilTabStored: (text: string) => Promise<void>;
  /** Returns everything that the session has written so far: files of VS Code, the browser's storage, consoles. */
  readonly written: () => Promise<readonly string[]>;
  /** Returns what the window has written to the browser's console so far. */
  readonly console: () => readonly string[];
  readonly reload: () => Promise<void>;
  /** Closes all tabs, none of which may have unsaved changes. */
  readonly closeEditors: () => Promise<void>;
  readonly screenshot: (name: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface ProductOptions {
  /** Returns the credential that the environment contains when VS Code starts. */
  readonly credential?: (simulator: AtlasSimulator) => Credential;
  /** Environment variables in addition to those of the credential. */
  readonly env?: Readonly<Record<string, string>>;
  readonly theme?: Theme;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Opens a folder with these settings and files, or a virtual one. */
  readonly workspace?:
    | {
        readonly settings: Readonly<Record<string, unknown>>;
        /** Returns the texts of the files by their names. */
        readonly files?: (simulator: AtlasSimulator) => Readonly<Record<string, string>>;
      }
    | 'virtual';
  readonly simulator?: Parameters<typeof startAtlasSimulator>[0];
  /** The display language, and the title of the view in it. English by default. */
  readonly language?: { readonly id: string; readonly viewTitle: string };
}

/** Starts a server and a simulator and opens a window in the rig's browser. It keeps nothing of earlier products. */
export async function startProduct(rig: Rig, options: ProductOptions = {}): Promise<Product> {
  const { browser } = rig;
  const { page } = browser;
  const simulator = await startAtlasSimulator(options.simulator);
  const credential = options.credential?.(simulator);
  const server = await startVSCode({
    installation: rig.installation,
    front: rig.front,
    extensionsFolder: rig.extensionsFolder,
    ...(options.theme !== undefined && { theme: options.theme }),
    // By default, one turn of the mouse wheel scrolls a list by only two rows.
    settings: { 'workbench.list.mouseWheelScrollSensitivity': 6, ...options.settings },
    env: { ...options.env, ...(credential !== undefined && environmentOf(credential, simulator.origin)) },
  });
  const { workspace } = options;
  const folder = workspace === 'virtual' ? 'tmp:/' : path.join(server.folder, 'workspace');
  if (typeof workspace === 'object') {
    await mkdir(path.join(folder, '.vscode'), { recursive: true });
    await writeFile(path.join(folder, '.vscode/settings.json'), JSON.stringify(workspace.settings));
    for (const [name, text] of Object.entries(workspace.files?.(simulator) ?? {})) {
      await writeFile(path.join(folder, name), text);
    }
  }
  const consoleLines: string[] = [];
  const listen = (message: ConsoleMessage): void => void consoleLines.push(message.text());
  page.on('console', listen);
  await browser.show(server, {
    ...(workspace !== undefined && { folder }),
    ...(options.viewport !== undefined && { viewport: options.viewport }),
    ...(options.language !== undefined && { language: options.language.id }),
  });
  await untilStarted(page);
  const projects = new TreeViewPage(page, options.language?.viewTitle ?? 'Atlas Buckets');
  const quickInput = new QuickInputPage(page);
  const clipboard = (): Promise<string> => page.evaluate<string>('navigator.clipboard.readText()');
  return {
    version: rig.version,
    simulator,
    server,
    page,
    projects,
    quickInput,
    dialog: async () => {
      const message = page.locator('.monaco-dialog-box .dialog-message-text');
      return (await message.count()) === 0 ? '' : ((await message.textContent()) ?? '');
    },
    answerDialog: (button) =>
      page.locator('.monaco-dialog-box .monaco-button').getByText(button, { exact: true }).click(),
    clipboard,
    setClipboard: (text) => page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`),
    untilClipboard: async (text) => {
      await until(
        async () => (await clipboard()) === text,
        `the clipboard to be ${text.slice(0, 60)}, but it is ${(await clipboard()).slice(0, 60)}`,
      );
    },
    untilRequests: (count) =>
      until(
        () => Promise.resolve(simulator.requests.filter(({ status }) => status !== undefined).length >= count),
        `${count} requests`,
      ),
    requested: () => simulator.requests.map(({ method, path: target }) => `${method} ${target.split('?')[0] ?? ''}`),
    storage: () => readStorage(page),
    untilStored: (text) =>
      until(async () => {
        await loseAndRegainFocus(page);
        return (await readStorage(page)).includes(text);
      }, `${text} to be stored`),
    untilTabStored: (text) =>
      until(async () => {
        await loseAndRegainFocus(page);
        return storedTab(await readStorage(page)).includes(text);
      }, `the tab with ${text} to be stored`),
    console: () => consoleLines,
    written: async () => {
      const texts = await textsBelow(server.folder);
      const storage = await readStorage(page);
      return [...texts, storage, consoleLines.join('\n'), server.output()];
    },
    reload: async () => {
      await page.reload();
      await untilStarted(page);
    },
    closeEditors: async () => {
      await quickInput.runCommand('View: Close All Editors');
      await page.locator('.tab').first().waitFor({ state: 'hidden' });
    },
    screenshot: async (name) => {
      const folder = path.join(root, 'out/screenshots');
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: path.join(folder, `${name}.png`) });
    },
    stop: async () => {
      page.off('console', listen);
      await browser.clear();
      await server.stop();
      await simulator.close();
    },
  };
}

/** Returns the texts of all files below a folder. Starts again if one is replaced while it reads. */
async function textsBelow(folder: string): Promise<string[]> {
  for (;;) {
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = files.filter((file) => file.isFile()).map((file) => path.join(file.parentPath, file.name));
    try {
      return await Promise.all(paths.map((file) => readFile(file, 'latin1')));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
        throw error;
      }
    }
  }
}

/** Asserts, after a whole session, that secrets are only in VS Code's secret storage, which is encrypted. */
async function assertNothingLeaked({ simulator, written }: Product): Promise<void> {
  const secrets = Object.values(simulator.world.credentials).map(({ secret }) => secret);
  const forms = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ]);
  const tokens = simulator.requests.flatMap(
    ({ headers }) => /^Bearer (.+)$/.exec(headers['authorization'] ?? '')?.[1] ?? [],
  );
  const texts = await written();
  for (const secret of new Set([...forms, ...tokens])) {
    if (texts.some((text) => text.includes(secret))) {
      throw new Error(`A secret that ends with ${secret.slice(-4)} was written where it can be read`);
    }
  }
}

function environmentOf({ method, id, secret }: Credential, origin: string): Record<string, string> {
  return {
    ...(method === 'apiKey'
      ? { MONGODB_ATLAS_PUBLIC_API_KEY: id, MONGODB_ATLAS_PRIVATE_API_KEY: secret }
      : { MONGODB_ATLAS_CLIENT_ID: id, MONGODB_ATLAS_CLIENT_SECRET: secret }),
    MONGODB_ATLAS_OPS_MANAGER_URL: origin,
  };
}

/**
 * Starts a product for the tests of a suite and stops it after them. After each test, asserts that Atlas received no
 * invalid request. A failing test or hook leaves evidence in `out/failures`.
 */
export function useProduct(options: ProductOptions = {}): () => Product {
  const started: { product?: Product; tested?: true } = {};
  const product = (): Product => {
    if (started.product === undefined) {
      throw new Error('The product has not been started');
    }
    return started.product;
  };
  before(async function () {
    started.product = await startProduct(this.rig, options);
  });
  afterEach(async function () {
    started.tested = true;
    if (this.currentTest?.state === 'failed') {
      await saveEvidence(product(), this.rig.version, this.currentTest.fullTitle());
    }
    const { violations } = product().simulator;
    if (violations.length > 0) {
      throw new Error(`Atlas would have refused:\n${violations.join('\n')}`);
    }
  });
  after(async function () {
    if (started.product === undefined) {
      return;
    }
    try {
      if (started.tested !== true) {
        // A hook has failed, after which Mocha skips the tests of the suite.
        await saveEvidence(started.product, this.rig.version, this.test?.parent?.fullTitle() ?? '');
      }
      await assertNothingLeaked(started.product);
    } finally {
      await started.product.stop();
    }
  });
  return product;
}
