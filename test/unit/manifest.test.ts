import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { EXPORT_BUCKET_VERSIONS } from '../../src/atlas/client';
import { COMMANDS, PREFIX, SCHEME, SETTINGS, STATE, VIEW } from '../../src/ids';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const Menu = v.array(v.strictObject({ command: v.string(), when: v.string(), group: v.optional(v.string()) }));
const Command = v.object({ command: v.string(), title: v.string(), category: v.string() });
const Setting = v.object({ scope: v.string(), default: v.unknown() });
const Manifest = v.object({
  name: v.string(),
  main: v.string(),
  icon: v.string(),
  engines: v.object({ vscode: v.string() }),
  devDependencies: v.record(v.string(), v.string()),
  capabilities: v.unknown(),
  activationEvents: v.array(v.string()),
  contributes: v.object({
    commands: v.array(Command),
    configuration: v.object({ properties: v.record(v.string(), v.looseObject(Setting.entries)) }),
    keybindings: v.array(v.object({ command: v.string(), when: v.string() })),
    menus: v.strictObject({ 'view/title': Menu, 'view/item/context': Menu, commandPalette: Menu }),
    views: v.record(v.string(), v.array(v.looseObject({ id: v.string(), icon: v.string() }))),
    viewsContainers: v.object({ activitybar: v.array(v.object({ id: v.string(), icon: v.string() })) }),
    viewsWelcome: v.array(v.object({ view: v.string(), when: v.string(), contents: v.string() })),
  }),
});

const manifest = v.parse(Manifest, JSON.parse(read('package.json')));
const { commands, configuration, keybindings, menus, views, viewsContainers, viewsWelcome } = manifest.contributes;
const texts = v.parse(v.record(v.string(), v.string()), JSON.parse(read('package.nls.json')));
const contributed = commands.map(({ command }) => command);
const items = [...menus['view/title'], ...menus['view/item/context']];
const whens = [...items, ...menus.commandPalette, ...keybindings, ...viewsWelcome].map(({ when }) => when);

const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file: path.posix.join('src', file.replaceAll('\\', '/')), text: read(path.join('src', file)) }));

/** What a file imports; paths to files of the program begin at `src`. */
function importsOf({ file, text }: { readonly file: string; readonly text: string }): string[] {
  return [...text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*'([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name,
  );
}

/** The context values that rows have. */
const contextValues = sources
  .filter(({ file }) => file.startsWith('src/tree/'))
  .flatMap(({ text }) => [...text.matchAll(/contextValue =([^;]+);/g)].map(([, value = '']) => value))
  .flatMap((value) =>
    [...value.replace(/ === '[^']*'/g, '').matchAll(/'([^']+)'/g)].map(([, literal = '']) => literal),
  );

describe('The manifest', () => {
  it('has the commands that the code has, each with a title and the category', () => {
    assert.deepEqual([...contributed].sort(), Object.values(COMMANDS).sort());
    for (const [name, id] of Object.entries(COMMANDS)) {
      assert.equal(id, `${PREFIX}.${name}`);
      const command = commands.find((candidate) => candidate.command === id);
      assert.deepEqual([command?.title, command?.category], [`%command.${name}%`, 'Atlas Export Buckets']);
    }
  });

  it('has the view and its container', () => {
    assert.deepEqual(
      viewsContainers.activitybar.map(({ id }) => id),
      [PREFIX],
    );
    assert.deepEqual(Object.keys(views), [PREFIX]);
    assert.deepEqual(
      views[PREFIX]?.map(({ id }) => id),
      [VIEW],
    );
    assert.deepEqual(new Set(viewsWelcome.map(({ view }) => view)), new Set([VIEW]));
  });

  it('has the settings that the code reads, with its defaults and limits, out of a workspace’s reach', () => {
    const { properties } = configuration;
    assert.deepEqual(
      Object.keys(properties).sort(),
      Object.values(SETTINGS)
        .map((name) => `${PREFIX}.${name}`)
        .sort(),
    );
    assert.ok(Object.values(properties).every(({ scope }) => scope === 'application'));
    const [latest] = EXPORT_BUCKET_VERSIONS;
    const version = properties[`${PREFIX}.${SETTINGS.apiVersion}`];
    assert.deepEqual([version?.default, version?.['enum']], [latest, [...EXPORT_BUCKET_VERSIONS]]);
    assert.equal(v.parse(v.array(v.string()), version?.['enumDescriptions']).length, EXPORT_BUCKET_VERSIONS.length);
    // `settings.ts` needs VS Code to run, so its source is read instead.
    const numbers = (name: string): number[] =>
      (
        new RegExp(`const ${name} = v\\.fallback\\(.*minValue\\((\\d+)\\).*maxValue\\((\\d+)\\)\\), (\\d+)\\)`).exec(
          read('src/settings.ts'),
        ) ?? []
      )
        .slice(1)
        .map(Number);
    for (const [setting, name] of [
      [SETTINGS.pageSize, 'PageSize'],
      [SETTINGS.requestTimeout, 'Seconds'],
    ] as const) {
      const property = properties[`${PREFIX}.${setting}`];
      assert.deepEqual([property?.['minimum'], property?.['maximum'], property?.default], numbers(name), setting);
    }
  });

  it('wakes the extension for its documents and for nothing else that VS Code does not see by itself', () => {
    assert.deepEqual(manifest.activationEvents, [`onFileSystem:${SCHEME}`]);
  });

  it('says where the extension may run', () => {
    assert.deepEqual(manifest.capabilities, { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true });
  });

  it('promises no older VS Code than the code was checked against', () => {
    const numbers = (version: string): number[] =>
      version
        .replace(/^[\^~]/, '')
        .split('.')
        .map(Number);
    const [engineMajor = 0, engineMinor = 0] = numbers(manifest.engines.vscode);
    const types = v.parse(
      v.object({ version: v.string() }),
      JSON.parse(read('node_modules/@types/vscode/package.json')),
    );
    const [major = 0, minor = 0] = numbers(types.version);
    assert.match(manifest.engines.vscode, /^\^\d+\.\d+\.\d+$/);
    assert.ok(engineMajor === major && engineMinor >= minor, `${manifest.engines.vscode} and ${types.version}`);
    assert.match(manifest.devDependencies['@types/vscode'] ?? '', new RegExp(`^~?${major}\\.${minor}\\.`));
  });

  it('has icons that exist, and one that is large enough for the Marketplace', () => {
    const icons = [...viewsContainers.activitybar, ...Object.values(views).flat()].map(({ icon }) => icon);
    for (const icon of icons) {
      assert.ok(icon.endsWith('.svg') && existsSync(path.join(root, icon)), icon);
    }
    const png = readFileSync(path.join(root, manifest.icon));
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    // The width and height of the IHDR chunk.
    assert.ok(png.readUInt32BE(16) >= 128 && png.readUInt32BE(20) >= 128);
  });

  it('has all its texts, and no text too many', () => {
    const used = [...read('package.json').matchAll(/%([^%"]+)%/g)].map(([, key = '']) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
    assert.ok(Object.values(texts).every((text) => text.trim() !== ''));
    for (const [, link = ''] of Object.values(texts)
      .join('\n')
      .matchAll(/\(command:([^)?]+)/g)) {
      assert.ok(contributed.includes(link), link);
    }
  });

  it('measures nobody', () => {
    const everything = [read('package.json'), read('package.nls.json'), ...sources.map(({ text }) => text)].join('\n');
    assert.doesNotMatch(everything, /telemetry|analytics|application ?insights|@vscode\/extension-telemetry|sentry/i);
  });
});

describe('The menus', () => {
  it('name commands that exist', () => {
    for (const { command } of [...items, ...menus.commandPalette, ...keybindings]) {
      assert.ok(contributed.includes(command), command);
    }
  });

  it('appear in this view alone', () => {
    assert.notEqual(items.length, 0);
    for (const { when } of items) {
      assert.ok(when === `view == ${VIEW}` || when.startsWith(`view == ${VIEW} && `), when);
      assert.ok(!when.includes('||'), `${when} could be true elsewhere`);
    }
    for (const { when } of keybindings) {
      assert.ok(when.startsWith(`focusedView == ${VIEW} && `), when);
    }
  });

  it('name no context key of ours but the one that is set', () => {
    const keys = whens.flatMap((when) =>
      [...when.matchAll(/\b(\w+\.\w+) == (\w+)/g)].map(([, key, value]) => [key, value]),
    );
    assert.notEqual(keys.length, 0);
    for (const [key, value = ''] of keys) {
      assert.equal(key, STATE);
      assert.ok(read('src/extension.ts').includes(`'${value}'`), value);
    }
  });

  it('are for rows that there are', () => {
    assert.ok(contextValues.includes('exportBucket') && contextValues.includes('credential stored'));
    const isRow = (when: string): ((value: string) => boolean) => {
      const [, quoted, plain] = /viewItem == (?:'([^']+)'|(\w+))/.exec(when) ?? [];
      const [, pattern] = /viewItem =~ \/(.+)\/(?: |$)/.exec(when) ?? [];
      return (value) => (pattern === undefined ? value === (quoted ?? plain) : new RegExp(pattern).test(value));
    };
    for (const { command, when } of menus['view/item/context']) {
      assert.match(when, /viewItem (==|=~) /, command);
      assert.ok(contextValues.some(isRow(when)), when);
    }
  });

  it('keep what needs a row out of the command palette', () => {
    const needRow = [
      'removeProject',
      'openKeyPage',
      'refreshNode',
      'loadMore',
      'retry',
      'copySelectedIds',
      'openAtlas',
      'openSettings',
    ] as const;
    assert.deepEqual(
      menus.commandPalette
        .filter(({ when }) => when === 'false')
        .map(({ command }) => command)
        .sort(),
      needRow.map((name) => COMMANDS[name]).sort(),
    );
  });

  it('lead to every command that the palette does not have', () => {
    const reachable = [...items, ...keybindings].map(({ command }) => command);
    // A failure's row names these two as its fix.
    const fixes: readonly string[] = [COMMANDS.openAtlas, COMMANDS.openSettings];
    for (const { command } of menus.commandPalette) {
      assert.ok(reachable.includes(command) || fixes.includes(command), command);
    }
  });
});

describe('The source', () => {
  it('is in files that can be read at one sitting', () => {
    for (const { file, text } of sources) {
      const code = text.split('\n').filter((line) => !/^\s*(\/\/.*|\/?\*.*)?$/.test(line));
      assert.ok(code.length <= 250, `${file} has ${code.length} lines of code`);
    }
  });

  it('of the client knows neither VS Code nor anything above it', () => {
    const client = sources.filter(({ file }) => file.startsWith('src/atlas/'));
    assert.ok(client.length > 10);
    for (const source of client) {
      for (const name of importsOf(source)) {
        assert.notEqual(name, 'vscode', source.file);
        assert.ok(!name.startsWith('src/') || name.startsWith('src/atlas/'), `${source.file} imports ${name}`);
      }
    }
  });

  it('names its fetch in one place', () => {
    const importers = sources.filter((source) => importsOf(source).includes('node-fetch')).map(({ file }) => file);
    assert.deepEqual(importers, ['src/extension.ts']);
  });

  it('asks over no other way', () => {
    for (const source of sources) {
      const network = importsOf(source).filter((name) =>
        /^(node:)?(https?|net|tls|http2|dgram|child_process|undici)$/.test(name),
      );
      assert.deepEqual(network, [], source.file);
      assert.doesNotMatch(source.text, /globalThis\.fetch|XMLHttpRequest|WebSocket/, source.file);
    }
  });
});
