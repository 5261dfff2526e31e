import { Disposable, EventEmitter, window } from 'vscode';
import type { Project } from '../atlas/models';
import { CommandRegistry } from '../host/commandRegistry';
import type { Core } from '../core';
import { COMMANDS_OF, VIEW } from '../manifest';
import { collationLocale } from '../host/uiLanguage';
import type { ExportBucketNode, ParentNode } from '../model/nodes';
import { Arrangements } from './arrangements';
import { DragRows } from './dragRows';
import { ProjectsTree } from './projectsTree';
import type { ProjectsView } from './projectsView';
import { ProviderIcons } from './providerIcons';
import { Targets } from './targets';
import { ViewMessage } from './viewMessage';

/** Registers the view, and the commands that load its lists and arrange its rows. */
export function registerTree(core: Core): ProjectsView {
  const { credentials, pinned, added, settings, report, channel } = core;
  const arrangements = new Arrangements(pinned, collationLocale());
  const refreshed = new EventEmitter<ParentNode | undefined>();
  const loaded = new EventEmitter<ParentNode | ExportBucketNode>();
  const tree = new ProjectsTree(credentials, arrangements, {
    pageSize: () => settings.pageSize(),
    addedProjects: (credentialId) => added.of(credentialId),
    report,
    onRefresh: (parent) => {
      refreshed.fire(parent);
    },
    onLoad: (node) => {
      loaded.fire(node);
    },
    providerIcons: new ProviderIcons(core.context.extensionUri),
  });
  const view = window.createTreeView(VIEW, {
    treeDataProvider: tree,
    dragAndDropController: new DragRows(tree.rows),
    canSelectMany: true,
  });
  const message = new ViewMessage(view);
  const targets = new Targets(tree, view, () => credentials.list());
  const commands = new CommandRegistry(channel, (argument) => targets.subjectOf(argument));
  const events = { onDidLoad: loaded.event, onDidRefresh: refreshed.event };
  const parts = { tree, view, message, arrangements, targets, commands, ...events };

  /** Updates the stored names of pinned and added projects. */
  const updateProjects = (credentialId: string, loaded: readonly Project[]): void => {
    Promise.all([pinned.update(credentialId, loaded), added.update(credentialId, loaded)]).catch(report);
  };
  const subscriptions = Disposable.from(
    tree,
    loaded,
    refreshed,
    view,
    tree.expanded.follow(view),
    commands.register([...COMMANDS_OF.tree, ...COMMANDS_OF.arrange], async () =>
      (await import('./treeCommands')).treeCommands(core, parts),
    ),
    tree.onDidReadList((parent) => {
      if (parent.kind === 'credential') {
        updateProjects(parent.credential.id, tree.rows.listedProjects(parent));
      }
    }),
    pinned.onDidChange((id) => {
      tree.updateProjects(id);
    }),
    added.onDidChange((id) => {
      updateProjects(id, added.of(id));
      tree.updateProjects(id);
    }),
    credentials.onDidChange((id, what) => {
      const credential = credentials.find(id);
      if (credential !== undefined && what === 'name') {
        tree.renameCredential(credential);
        return;
      }
      if (credential === undefined) {
        Promise.all([added.forget(id), pinned.forget(id)]).catch(report);
      }
      tree.forget(id);
    }),
    core.onDidChangeApiVersion(() => {
      tree.refreshAll().catch(report);
    }),
  );
  return { ...parts, dispose: () => void subscriptions.dispose() };
}
