import assert from 'node:assert/strict';
import {
  COMMANDS,
  COPY_AS_MENU,
  DETAILS,
  FILTERED,
  LOADING,
  NO_PROJECTS,
  OVERVIEW,
  PREFIX,
  RAW_SCHEME,
  RAW_WITH_NEXT,
  RAW_WITH_PREVIOUS,
  SORTABLE,
  STATE,
  STORED,
  VIEW,
} from '../../src/manifest';
import { COPY_KINDS } from '../../src/copyAs/copyKinds';
import { REFERENCE_IDS } from '../../src/references/reference';
import { contributed, entries, items, keybindings, menus, submenus, whens } from './manifestFile';
import { read, sources } from './sources';

/** All possible context values of rows: a prefix, followed by any combination of words. */
const contextValues = sources
  .filter(({ file }) => file.startsWith('src/tree/'))
  .flatMap(({ text }) => [...text.matchAll(/contextValue =([^;]+);/g)].map(([, value = '']) => value))
  .flatMap((value) => {
    const literals = [...value.replace(/ === '[^']*'/g, '').matchAll(/'([^']*)'/g)].map(([, literal = '']) => literal);
    const words = literals.filter((literal) => literal.startsWith(' '));
    const prefixes = literals.filter((literal) => /^\S/.test(literal));
    return words.reduce((values, word) => [...values, ...values.map((before) => before + word)], prefixes);
  });

describe('The menus', () => {
  it('contain only declared commands', () => {
    for (const { command } of [
      ...items,
      ...menus[COPY_AS_MENU],
      ...menus['editor/title'],
      ...menus['webview/context'],
      ...menus.commandPalette,
      ...keybindings,
    ]) {
      assert.ok(contributed.includes(command), command);
    }
  });

  it('have one submenu with all kinds of references', () => {
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
      [...COPY_KINDS, 'grants'].map((kind) => `${PREFIX}.copyAs${kind.charAt(0).toUpperCase()}${kind.slice(1)}`),
    );
    assert.deepEqual(
      REFERENCE_IDS.filter((id) => !COPY_KINDS.includes(id)),
      [],
    );
  });

  it('have at most four groups in the submenu', () => {
    assert.ok(new Set(menus[COPY_AS_MENU].map(({ group }) => group.split('@')[0])).size <= 4);
  });

  it('appear only in this view', () => {
    assert.notEqual(items.length, 0);
    for (const { when } of [...items, ...entries]) {
      assert.ok(when === `view == ${VIEW}` || when.startsWith(`view == ${VIEW} && `), when);
      assert.ok(!when.includes('||'), `${when} could be true elsewhere`);
    }
    for (const { when } of menus['editor/title']) {
      assert.match(when, new RegExp(`^resourceScheme == ${RAW_SCHEME} && resourcePath in \\w+\\.\\w+$`));
    }
    for (const { when } of menus['webview/context']) {
      assert.match(when, /^webviewId == '(\S+)' && webviewSection == (bucket|project)$/);
      assert.ok(
        [DETAILS, OVERVIEW].some((type) => when.startsWith(`webviewId == '${type}' && `)),
        when,
      );
    }
    for (const { when } of keybindings) {
      assert.ok(when.startsWith(`focusedView == ${VIEW} && `), when);
    }
  });

  it('of a page start with Copy Bucket ID and Copy As', () => {
    for (const type of [DETAILS, OVERVIEW]) {
      const shown = menus['webview/context'].filter(
        ({ when }) => when === `webviewId == '${type}' && webviewSection == bucket`,
      );
      assert.deepEqual(
        shown.slice(0, 2).map(({ command }) => command),
        [COMMANDS.copyBucketId, COMMANDS.copyAs],
      );
    }
  });

  it('use only context keys that are set', () => {
    const keys = whens
      .flatMap((when) => [...when.matchAll(/(\bview == )?\b(\w+\.\w+)\b(?: [!=]= (\w+))?/g)])
      .filter(([, isView, key]) => isView === undefined && key !== VIEW);
    assert.deepEqual(
      new Set(keys.map(([, , key]) => key)),
      new Set([STATE, FILTERED, LOADING, NO_PROJECTS, RAW_WITH_NEXT, RAW_WITH_PREVIOUS, SORTABLE, STORED]),
    );
    for (const [, , key, value] of keys) {
      assert.equal(value !== undefined, key === STATE, `${key ?? ''} ${value ?? ''}`);
      assert.ok(value === undefined || read('src/contextKeys.ts').includes(`'${value}'`), value);
    }
    const set = sources.flatMap(({ text }) => [...text.matchAll(/executeCommand\('setContext', (\w+),/g)]);
    assert.deepEqual(set.map(([, name]) => name).sort(), [
      'FILTERED',
      'LOADING',
      'NO_PROJECTS',
      'RAW_WITH_NEXT',
      'RAW_WITH_PREVIOUS',
      'SORTABLE',
      'STATE',
      'STORED',
    ]);
  });

  it('use only context values that rows have', () => {
    assert.ok(contextValues.includes('exportBucket') && contextValues.includes('credential stored'));
    const isRow = (when: string): ((value: string) => boolean) => {
      const [, quoted, plain] = /viewItem == (?:'([^']+)'|(\w+))/.exec(when) ?? [];
      const [, pattern] = /viewItem =~ \/(.+)\/(?: |$)/.exec(when) ?? [];
      return (value) => (pattern === undefined ? value === (quoted ?? plain) : new RegExp(pattern).test(value));
    };
    for (const { when } of [
      ...entries,
      ...menus[COPY_AS_MENU].flatMap(({ when: own }) => (own === undefined ? [] : [{ when: own }])),
    ]) {
      assert.match(when, /viewItem (==|=~) /);
      assert.ok(contextValues.some(isRow(when)), when);
    }
  });

  it('hide commands that need a row from the command palette', () => {
    const needRow = [
      'addProjectTo',
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
      'exportList',
      'openAtlas',
      'openSettings',
      'openRow',
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

  it('contain every command that the command palette hides', () => {
    const reachable = [...items, ...menus[COPY_AS_MENU], ...keybindings].map(({ command }) => command);
    // Two are fixes of failure rows, one runs when a row is clicked.
    const others: readonly string[] = [COMMANDS.openAtlas, COMMANDS.openSettings, COMMANDS.openRow];
    for (const { command } of menus.commandPalette.filter(({ when }) => when === 'false')) {
      assert.ok(reachable.includes(command) || others.includes(command), command);
    }
  });
});
