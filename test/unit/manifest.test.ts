import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { EXPORT_BUCKET_VERSIONS } from '../../src/atlas/client';
import {
  COMMANDS,
  COPY_AS_MENU,
  DETAILS,
  FILTERED,
  LOADING,
  PREFIX,
  RAW_SCHEME,
  SCHEME,
  SETTINGS,
  SORTABLE,
  STATE,
  VIEW,
} from '../../src/ids';
import { REFERENCE_IDS } from '../../src/references/reference';
import { read, root, sources } from './sources';

const Item = v.strictObject({ command: v.string(), when: v.string(), group: v.optional(v.string()) });
const Menu = v.array(Item);
const Submenu = v.strictObject({ submenu: v.string(), when: v.string(), group: v.string() });
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
    menus: v.strictObject({
      'view/title': Menu,
      'view/item/context': v.array(v.union([Item, Submenu])),
      [COPY_AS_MENU]: v.array(v.strictObject({ command: v.string(), group: v.string() })),
      'editor/title': Menu,
      commandPalette: Menu,
    }),
    submenus: v.array(v.strictObject({ id: v.string(), label: v.string() })),
    views: v.record(v.string(), v.array(v.looseObject({ id: v.string(), icon: v.string() }))),
    viewsContainers: v.object({ activitybar: v.array(v.object({ id: v.string(), icon: v.string() })) }),
    viewsWelcome: v.array(v.object({ view: v.string(), when: v.string(), contents: v.string() })),
  }),
});

const manifest = v.parse(Manifest, JSON.parse(read('package.json')));
const { commands, configuration, keybindings, menus, submenus, views, viewsContainers, viewsWelcome } =
  manifest.contributes;
const texts = v.parse(v.record(v.string(), v.string()), JSON.parse(read('package.nls.json')));
const contributed = commands.map(({ command }) => command);
const entries = menus['view/item/context'];
const items = [...menus['view/title'], ...entries.filter((entry) => 'command' in entry)];
const whens = [...items, ...entries, ...menus.commandPalette, ...keybindings, ...viewsWelcome].map(({ when }) => when);

/** The context values that rows have: a beginning, and any of the words that may follow it. */
const contextValues = sources
  .filter(({ file }) => file.startsWith('src/tree/'))
  .flatMap(({ text }) => [...text.matchAll(/contextValue =([^;]+);/g)].map(([, value = '']) => value))
  .flatMap((value) => {
    const literals = [...value.replace(/ === '[^']*'/g, '').matchAll(/'([^']*)'/g)].map(([, literal = '']) => literal);
    const words = literals.filter((literal) => literal.startsWith(' '));
    const beginnings = literals.filter((literal) => /^\S/.test(literal));
    return words.reduce((values, word) => [...values, ...values.map((before) => before + word)], beginnings);
  });

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

  it('wakes the extension for its documents and tabs and for nothing else that VS Code does not see by itself', () => {
    const documents = [`onFileSystem:${SCHEME}`, `onFileSystem:${RAW_SCHEME}`];
    assert.deepEqual(manifest.activationEvents, [...documents, `onWebviewPanel:${DETAILS}`]);
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
    for (const { command } of [
      ...items,
      ...menus[COPY_AS_MENU],
      ...menus['editor/title'],
      ...menus.commandPalette,
      ...keybindings,
    ]) {
      assert.ok(contributed.includes(command), command);
    }
  });

  it('have one below them, of all the ways to refer to a bucket', () => {
    assert.deepEqual(
      submenus.map(({ id }) => id),
      [COPY_AS_MENU],
    );
    assert.deepEqual(
      entries.filter((entry) => 'submenu' in entry).map(({ submenu }) => submenu),
      [COPY_AS_MENU],
    );
    assert.deepEqual(
      menus[COPY_AS_MENU].map(({ command }) => command),
      REFERENCE_IDS.map((id) => `${PREFIX}.copyAs${id.charAt(0).toUpperCase()}${id.slice(1)}`),
    );
  });

  it('appear in this view alone', () => {
    assert.notEqual(items.length, 0);
    for (const { when } of [...items, ...entries]) {
      assert.ok(when === `view == ${VIEW}` || when.startsWith(`view == ${VIEW} && `), when);
      assert.ok(!when.includes('||'), `${when} could be true elsewhere`);
    }
    for (const { when } of menus['editor/title']) {
      assert.equal(when, `resourceScheme == ${RAW_SCHEME}`);
    }
    for (const { when } of keybindings) {
      assert.ok(when.startsWith(`focusedView == ${VIEW} && `), when);
    }
  });

  it('name no context key of ours but those that are set', () => {
    const keys = whens
      .flatMap((when) => [...when.matchAll(/(\bview == )?\b(\w+\.\w+)\b(?: [!=]= (\w+))?/g)])
      .filter(([, isView, key]) => isView === undefined && key !== VIEW);
    assert.deepEqual(new Set(keys.map(([, , key]) => key)), new Set([STATE, FILTERED, LOADING, SORTABLE]));
    for (const [, , key, value] of keys) {
      assert.equal(value !== undefined, key === STATE, `${key ?? ''} ${value ?? ''}`);
      assert.ok(value === undefined || read('src/extension.ts').includes(`'${value}'`), value);
    }
    const set = sources.flatMap(({ text }) => [...text.matchAll(/executeCommand\('setContext', (\w+),/g)]);
    assert.deepEqual(set.map(([, name]) => name).sort(), ['FILTERED', 'LOADING', 'SORTABLE', 'STATE']);
  });

  it('are for rows that there are', () => {
    assert.ok(contextValues.includes('exportBucket') && contextValues.includes('credential stored'));
    const isRow = (when: string): ((value: string) => boolean) => {
      const [, quoted, plain] = /viewItem == (?:'([^']+)'|(\w+))/.exec(when) ?? [];
      const [, pattern] = /viewItem =~ \/(.+)\/(?: |$)/.exec(when) ?? [];
      return (value) => (pattern === undefined ? value === (quoted ?? plain) : new RegExp(pattern).test(value));
    };
    for (const { when } of entries) {
      assert.match(when, /viewItem (==|=~) /);
      assert.ok(contextValues.some(isRow(when)), when);
    }
  });

  it('keep what needs a row out of the command palette', () => {
    const needRow = [
      'removeProject',
      'openKeyPage',
      'refreshNode',
      'loadMore',
      'loadAll',
      'retry',
      'copySelectedIds',
      'pinProject',
      'unpinProject',
      'sort',
      'openAtlas',
      'openSettings',
    ] as const;
    const ofOneKind = menus[COPY_AS_MENU].map(({ command }) => command);
    assert.deepEqual(
      menus.commandPalette
        .filter(({ when }) => when === 'false')
        .map(({ command }) => command)
        .sort(),
      [...needRow.map((name) => COMMANDS[name]), ...ofOneKind].sort(),
    );
  });

  it('lead to every command that the palette does not have', () => {
    const reachable = [...items, ...menus[COPY_AS_MENU], ...keybindings].map(({ command }) => command);
    // A failure's row names these two as its fix.
    const fixes: readonly string[] = [COMMANDS.openAtlas, COMMANDS.openSettings];
    for (const { command } of menus.commandPalette.filter(({ when }) => when === 'false')) {
      assert.ok(reachable.includes(command) || fixes.includes(command), command);
    }
  });
});
