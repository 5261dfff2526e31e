import assert from 'node:assert/strict';
import {
  CHANGEABLE,
  COMMANDS,
  COPY_AS_MENU,
  DETAILS,
  FILES_WITH_IDS,
  FILTERED,
  LOADING,
  LOAD_FAILED,
  NO_PROJECTS,
  OVERVIEW,
  PREFIX,
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
import { contextValues, isRow } from './rowMenus';
import { read, sources } from './sources';

function isUnreadable(value: string): boolean {
  return value.startsWith('credential unreadable');
}

/** Returns the names of groups without the positions in them. */
function groupsOf(all: readonly { readonly group?: string | undefined }[]): string[] {
  return [...new Set(all.map(({ group = '' }) => group.split('@')[0] ?? ''))].sort();
}

/** Returns whether a row shows an entry as an icon. */
function isIcon(group: string | undefined): boolean {
  return group?.startsWith('inline') === true;
}

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
    for (const { when } of menus['webview/context']) {
      assert.match(when, /^webviewId == '(\S+)' && webviewSection == (bucket|project)(?: && webviewConsole)?$/);
      assert.ok(
        [DETAILS, OVERVIEW].some((type) => when.startsWith(`webviewId == '${type}' && `)),
        when,
      );
    }
  });

  it('have shortcuts that work only in this view, except Find', () => {
    const elsewhere = keybindings.filter(({ when }) => !when.startsWith(`focusedView == ${VIEW} && `));
    assert.deepEqual(elsewhere, [{ command: COMMANDS.find, when: 'atlasExportBuckets.state != signedOut' }]);
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
      new Set([
        CHANGEABLE,
        STATE,
        FILES_WITH_IDS,
        FILTERED,
        LOADING,
        LOAD_FAILED,
        NO_PROJECTS,
        SORTABLE,
        STORED,
        RAW_WITH_NEXT,
        RAW_WITH_PREVIOUS,
      ]),
    );
    for (const [, , key, value] of keys) {
      assert.equal(value !== undefined, key === STATE, `${key ?? ''} ${value ?? ''}`);
      assert.ok(value === undefined || read('src/contextKeys.ts').includes(`'${value}'`), value);
    }
    const set = sources.flatMap(({ text }) => [...text.matchAll(/executeCommand\('setContext', (\w+),/g)]);
    assert.deepEqual(set.map(([, name]) => name).sort(), [
      'CHANGEABLE',
      'FILES_WITH_IDS',
      'FILTERED',
      'LOADING',
      'LOAD_FAILED',
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
    for (const { when } of [
      ...entries,
      ...menus[COPY_AS_MENU].flatMap(({ when: own }) => (own === undefined ? [] : [{ when: own }])),
    ]) {
      assert.match(when, /viewItem (==|=~) /);
      assert.ok(contextValues.some(isRow(when)), when);
    }
  });

  it('have at most four groups and two icons on each row', () => {
    for (const value of contextValues) {
      const ofRow = entries.filter(({ when }) => isRow(when)(value));
      const inMenu = ofRow.filter(({ group }) => !isIcon(group));
      assert.ok(groupsOf(inMenu).length <= 4, `${value}: ${groupsOf(inMenu).join()}`);
      assert.ok(ofRow.length - inMenu.length <= 2, value);
    }
  });

  it('have at most three icons in the title of the view, each in its place, and four groups below “…”', () => {
    const title = menus['view/title'];
    const icons = title.filter(({ group }) => group?.startsWith('navigation') === true);
    assert.deepEqual(
      icons.map(({ command, group }) => [command.slice(PREFIX.length + 1), group?.split('@')[1]]),
      [
        ['find', '1'],
        ['refresh', '2'],
        ['stopLoading', '2'],
        ['collapseAll', '3'],
      ],
    );
    const [, refresh, stop] = icons;
    assert.ok(refresh?.when.endsWith(`!${LOADING}`) === true && stop?.when.endsWith(` ${LOADING}`) === true);
    assert.equal(groupsOf(title.filter((entry) => !icons.includes(entry))).length, 4);
  });

  it('offer only what works without a credential while there is none', () => {
    assert.deepEqual(
      menus['view/title'].filter(({ when }) => when === `view == ${VIEW}`).map(({ command }) => command),
      [COMMANDS.addCredential, COMMANDS.openSettings, COMMANDS.getStarted, COMMANDS.showLog],
    );
  });

  it('offer on a credential that this version can’t read only to remove it', () => {
    const offered = entries.filter(({ when }) => contextValues.filter(isUnreadable).some(isRow(when)));
    assert.deepEqual(
      offered.map((entry) => ('command' in entry ? entry.command : entry.submenu)),
      [COMMANDS.removeCredential],
    );
    const inPalette = (key: string): string[] =>
      menus.commandPalette.filter(({ when }) => when === key).map(({ command }) => command);
    assert.deepEqual(inPalette(STORED), [COMMANDS.removeCredential]);
    assert.deepEqual(inPalette(CHANGEABLE), [COMMANDS.updateSecret, COMMANDS.renameCredential, COMMANDS.changeBaseUrl]);
  });

  it('start with what is used most', () => {
    const first = (value: string): string[] => {
      const ofRow = entries.filter(({ when, group }) => isRow(when)(value) && !isIcon(group));
      return ofRow
        .sort((a, b) => ((a.group ?? '') < (b.group ?? '') ? -1 : 1))
        .slice(0, 2)
        .map((entry) => ('submenu' in entry ? entry.submenu : entry.command));
    };
    assert.deepEqual(first('exportBucket'), [COMMANDS.copyBucketId, COPY_AS_MENU]);
    assert.deepEqual(first('project'), [COMMANDS.openProject, COMMANDS.copyProjectId]);
    assert.deepEqual(first('credential stored'), [COMMANDS.addProjectTo, COMMANDS.checkAccess]);
    assert.deepEqual(first('failure openAccessManager'), [COMMANDS.openAccessManager, COMMANDS.retry]);
    assert.deepEqual(first('failure changeBaseUrl'), [COMMANDS.changeBaseUrl, COMMANDS.retry]);
    assert.deepEqual(first('failure key updateSecret'), [COMMANDS.updateSecret, COMMANDS.openKeyPage]);
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
      'checkExports',
      'openAccessManager',
      'openAccessList',
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

  it('have no command that needs a row in the title of the view', () => {
    const needRow = menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
    assert.deepEqual(
      menus['view/title'].map(({ command }) => command).filter((command) => needRow.includes(command)),
      [],
    );
  });

  it('contain every command that the command palette hides', () => {
    const reachable = [...items, ...menus[COPY_AS_MENU], ...keybindings].map(({ command }) => command);
    for (const { command } of menus.commandPalette.filter(({ when }) => when === 'false')) {
      // A click on a row runs this command.
      assert.ok(reachable.includes(command) || command === COMMANDS.openRow, command);
    }
  });
});
