import type { Event, TreeView } from 'vscode';
import type { Subscription } from '../credentials/credentialSecrets';
import type { CommandRegistry } from '../host/commandRegistry';
import type { ExportBucketNode, ParentNode, TreeNode } from '../model/nodes';
import type { Arrangements } from './arrangements';
import type { ProjectsTree } from './projectsTree';
import type { Targets } from './targets';
import type { ViewMessage } from './viewMessage';

/** The view of projects and export buckets, with the parts that features use. */
export interface ProjectsView extends Subscription {
  readonly tree: ProjectsTree;
  readonly view: TreeView<TreeNode>;
  readonly message: ViewMessage;
  readonly arrangements: Arrangements;
  readonly targets: Targets;
  readonly commands: CommandRegistry;
  /** Fires after a request for a list, displayed or not, and with an export bucket that was requested by its ID. */
  readonly onDidLoad: Event<ParentNode | ExportBucketNode>;
  /** Fires when the user refreshes the list below a row, or without a row, everything. */
  readonly onDidRefresh: Event<ParentNode | undefined>;
}
