import type { Disposable, TreeView } from 'vscode';
import type { CommandRegistry } from '../commandRegistry';
import type { TreeNode } from '../model/nodes';
import type { Arrangements } from './arrangements';
import type { ProjectsTree } from './projectsTree';
import type { Targets } from './targets';
import type { ViewMessage } from './viewMessage';

/** The view of projects and export buckets, and what the features need of it. */
export interface ProjectsView extends Disposable {
  readonly tree: ProjectsTree;
  readonly view: TreeView<TreeNode>;
  readonly message: ViewMessage;
  readonly arrangements: Arrangements;
  readonly targets: Targets;
  readonly commands: CommandRegistry;
}
