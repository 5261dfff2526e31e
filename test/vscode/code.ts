import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { atlasVariables } from './environment';
import { installVSCode, type VSCodeVersion } from './install';
import { startVSCode } from './server';
import { openBrowser } from './workbench';

const Result = v.object({ ok: v.boolean() });
const Settings = v.record(v.string(), v.unknown());
const Extensions = v.array(v.string());

/** Timeout for a run of tests in milliseconds. It catches only runs that hang. */
const RUN_TIMEOUT = 300_000;

/**
 * Works like `code --extensionDevelopmentPath … --extensionTestsPath …` on a desktop, but with a server and a headless
 * browser. Runs the tests in the extension host, and exits with 0 only if they report success themselves, because the
 * workbench also reports success if the extension host crashes.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { extensionDevelopmentPath: { type: 'string' }, extensionTestsPath: { type: 'string' } },
    strict: false,
  });
  const version: VSCodeVersion = process.env['TEST_VSCODE_VERSION'] === '1.100' ? '1.100' : '1.139';
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'code-'));
  const output = path.join(scratch, 'output.txt');
  const result = path.join(scratch, 'result.json');
  await writeFile(output, '');
  const server = await startVSCode({
    installation: await installVSCode(version, path.resolve(__dirname, '../..')),
    extension: v.parse(Extensions, JSON.parse(process.env['TEST_EXTENSIONS'] ?? '[]')),
    testDriver: true,
    settings: v.parse(Settings, JSON.parse(process.env['TEST_SETTINGS'] ?? '{}')),
    env: { ...atlasVariables(process.env), TEST_OUTPUT: output, TEST_RESULT: result },
  });
  const remote = (folder: unknown): string =>
    `vscode-remote://${server.authority}${pathToFileURL(path.resolve(String(folder))).pathname}`;
  let ended: (outcome: string) => void = () => undefined;
  const end = new Promise<string>((resolve) => {
    ended = resolve;
  });
  const browser = await openBrowser();
  await browser.page.exposeFunction('codeAutomationLog', () => undefined);
  await browser.page.exposeFunction('codeAutomationExit', (code: number) => {
    ended(`ended with ${code}`);
  });
  browser.page.on('crash', () => {
    ended('crashed');
  });
  await browser.show(server, {
    payload: [
      ['extensionDevelopmentPath', remote(values.extensionDevelopmentPath)],
      ['extensionTestsPath', remote(values.extensionTestsPath)],
    ],
  });
  const timeout = setTimeout(() => {
    ended('did not end in time');
  }, RUN_TIMEOUT);
  const printer = new Printer(output);
  const printing = setInterval(() => void printer.print(), 200);
  const outcome = await end;
  clearTimeout(timeout);
  clearInterval(printing);
  await printer.print();
  await printer.print();
  const reported = v.safeParse(
    v.pipe(v.string(), v.parseJson(), Result),
    await readFile(result, 'utf8').catch(() => ''),
  );
  if (!reported.success) {
    console.error(`The tests did not finish; the workbench ${outcome}.\n${server.output().slice(-2000)}`);
  }
  await browser.close();
  await server.stop();
  await rm(scratch, { recursive: true, force: true });
  return reported.success && reported.output.ok ? 0 : 1;
}

/** Prints what was appended to a file since the last call of `print`. */
class Printer {
  #position = 0;
  #printing: Promise<void> | undefined;

  constructor(private readonly file: string) {}

  print(): Promise<void> {
    this.#printing ??= this.#printRest().finally(() => {
      this.#printing = undefined;
    });
    return this.#printing;
  }

  async #printRest(): Promise<void> {
    const text = await readFile(this.file);
    process.stdout.write(text.subarray(this.#position));
    this.#position = text.length;
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
