import * as v from 'valibot';
import { COPY_AS_MENU } from '../../src/manifest';
import { read } from './sources';

const Item = v.strictObject({ command: v.string(), when: v.string(), group: v.optional(v.string()) });
const Menu = v.array(Item);
const Submenu = v.strictObject({ submenu: v.string(), when: v.string(), group: v.string() });
const Command = v.object({
  command: v.string(),
  title: v.string(),
  category: v.string(),
  icon: v.optional(v.string()),
  enablement: v.optional(v.string()),
});
const Setting = v.object({ scope: v.string(), default: v.unknown() });
const Manifest = v.object({
  name: v.string(),
  publisher: v.string(),
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
      [COPY_AS_MENU]: v.array(v.strictObject({ command: v.string(), when: v.optional(v.string()), group: v.string() })),
      'editor/context': Menu,
      'editor/title': Menu,
      'webview/context': Menu,
      commandPalette: Menu,
    }),
    submenus: v.array(v.strictObject({ id: v.string(), label: v.string() })),
    views: v.record(v.string(), v.array(v.looseObject({ id: v.string(), name: v.string(), icon: v.string() }))),
    viewsContainers: v.object({
      activitybar: v.array(v.object({ id: v.string(), title: v.string(), icon: v.string() })),
    }),
    viewsWelcome: v.array(v.object({ view: v.string(), when: v.string(), contents: v.string() })),
    walkthroughs: v.tuple([
      v.object({
        id: v.string(),
        when: v.string(),
        steps: v.array(
          v.object({
            description: v.string(),
            media: v.strictObject({ svg: v.string(), altText: v.string() }),
            completionEvents: v.array(v.string()),
          }),
        ),
      }),
    ]),
  }),
});

export const manifest = v.parse(Manifest, JSON.parse(read('package.json')));
export const {
  commands,
  configuration,
  keybindings,
  menus,
  submenus,
  views,
  viewsContainers,
  viewsWelcome,
  walkthroughs,
} = manifest.contributes;
/** The texts of the manifest, by their keys. */
export const texts = v.parse(v.record(v.string(), v.string()), JSON.parse(read('package.nls.json')));
export const contributed = commands.map(({ command }) => command);

/** The items of the rows' context menu. */
export const entries = menus['view/item/context'];
/** The commands in the view title and in the context menu. */
export const items = [...menus['view/title'], ...entries.filter((entry) => 'command' in entry)];

export const whens = [
  ...items,
  ...entries,
  ...menus['editor/context'],
  ...menus.commandPalette,
  ...keybindings,
  ...viewsWelcome,
].map(({ when }) => when);
