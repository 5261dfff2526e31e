import { Uri } from 'vscode';
import { Arrangements } from '../../src/tree/arrangements';
import { credentialNode, projectNode, type TreeNode } from '../../src/model/nodes';
import { ProjectsTree } from '../../src/tree/projectsTree';
import { ProviderIcons } from '../../src/tree/providerIcons';
import { useMatrix } from '../faults/matrix';
import type { Operation } from '../faults/operations';
import { PROJECTS } from '../unit/client/support';

/** Rows per page. The first page contains all projects. */
const PAGE = { projects: 500, buckets: 20 };

const shared = { isWarm: true, version: '2024-05-30', method: 'serviceAccount' } as const;
const OPERATIONS: readonly Operation[] = [
  {
    ...shared,
    name: 'open the view',
    target: /\/groups\?/,
    version: '2023-01-01',
    start: inTree(undefined, 0),
  },
  { ...shared, name: 'expand', target: /exportBuckets\?/, start: inTree(PROJECTS.archive, 0) },
  { ...shared, name: 'load more', target: /pageNum=2/, start: inTree(PROJECTS.archive, 1) },
];

describe('In the extension host, a fault', function () {
  this.timeout(20_000);
  const matrix = useMatrix();
  for (const operation of OPERATIONS) {
    for (const fault of matrix.faults) {
      it(`of ${operation.name} is shown as a row until it ends: ${fault.name}`, () => matrix.live(operation, fault));
    }
  }
});

/**
 * Expands the view or a project as VS Code does, then runs the commands of the rows.
 * @param projectId undefined for the list of projects
 */
function inTree(projectId: string | undefined, pagesBefore: number): Operation['start'] {
  return (client, credential) => {
    let pageSize = PAGE.projects;
    const tree = new ProjectsTree(
      { list: () => [credential], clientOf: () => Promise.resolve(client) },
      new Arrangements({ of: () => [], projectsOf: () => [] }, 'en'),
      {
        pageSize: () => pageSize,
        addedProjects: () => [],
        report: () => undefined,
        providerIcons: new ProviderIcons(Uri.file('/')),
      },
    );
    const root = credentialNode(credential);
    const parent = projectId === undefined ? root : projectNode(root, { id: projectId, name: 'a project' });
    let rows: readonly TreeNode[] = [];
    const look = async (): Promise<void> => {
      rows = await tree.getChildren(parent === root ? undefined : parent);
    };
    return {
      async prepare() {
        if (parent !== root) {
          await tree.getChildren();
          pageSize = PAGE.buckets;
        }
        if (pagesBefore > 0) {
          await look();
        }
      },
      async run() {
        const row = rows.find(({ kind }) => kind === 'failure' || kind === 'loadMore');
        if (row?.kind === 'failure') {
          await tree.retry(row.parent);
        } else if (row?.kind === 'loadMore') {
          await tree.loadNext(row.parent);
        }
        await look();
      },
      failure: () => {
        const list = tree.rows.listOf(parent);
        return list?.failure;
      },
      shown: () => rows.map(({ id }) => id),
      rowLabel: () => {
        const row = rows.find(({ kind }) => kind === 'failure');
        const label = row === undefined ? undefined : tree.getTreeItem(row).label;
        return typeof label === 'object' ? label.label : label;
      },
    };
  };
}
