import assert from 'node:assert/strict';
import { Uri } from 'vscode';
import type { Project } from '../../src/atlas/models';
import type { TreeNode } from '../../src/model/nodes';
import { Arrangements } from '../../src/tree/arrangements';
import { ProjectsTree } from '../../src/tree/projectsTree';
import { ProviderIcons } from '../../src/tree/providerIcons';
import { startAtlasSimulator, type AtlasSimulator } from '../atlas/simulator';
import type { Credential } from '../atlas/world';
import { sampleCredentials, type SampleCredentials } from './support';

/** Starts a simulator for each test, and builds trees that are disposed after the test. */
export interface TreeFixture {
  readonly simulator: () => AtlasSimulator;
  readonly build: (
    samples: Record<string, Credential>,
    pageSize?: number,
    report?: (failure: Error) => void,
    added?: readonly Project[],
  ) => {
    tree: ProjectsTree;
    credentials: SampleCredentials;
    arrangements: Arrangements;
    /** IDs of pinned projects by credential. */
    pinned: Map<string, readonly string[]>;
  };
}

export function useTrees(): TreeFixture {
  const started: { simulator?: AtlasSimulator; trees: ProjectsTree[] } = { trees: [] };
  const simulator = (): AtlasSimulator => {
    assert.ok(started.simulator);
    return started.simulator;
  };
  beforeEach(async () => {
    started.simulator = await startAtlasSimulator();
  });
  afterEach(async () => {
    started.trees.splice(0).forEach((tree) => {
      tree.dispose();
    });
    const { violations } = simulator();
    await simulator().close();
    assert.deepEqual(violations, []);
  });
  return {
    simulator,
    build: (samples, pageSize = 100, report = () => undefined, added = []) => {
      const credentials = sampleCredentials(simulator(), samples);
      const pinned = new Map<string, readonly string[]>();
      const arrangements = new Arrangements({ of: (id) => pinned.get(id) ?? [], projectsOf: () => [] }, 'en');
      const tree = new ProjectsTree(credentials, arrangements, {
        pageSize: () => pageSize,
        providerIcons: new ProviderIcons(Uri.file('/extension')),
        addedProjects: () => added,
        report,
      });
      started.trees.push(tree);
      return { tree, credentials, arrangements, pinned };
    },
  };
}

/** Returns the label and description of rows, as the view displays them. */
export function labels(tree: ProjectsTree, nodes: readonly TreeNode[]): string[] {
  return nodes.map((node) => {
    const { label, description } = tree.getTreeItem(node);
    assert.ok(typeof label === 'string' && typeof description !== 'boolean');
    return description === undefined || description === '' ? label : `${label} | ${description}`;
  });
}

export function named(nodes: readonly TreeNode[], name: string): TreeNode {
  const found = nodes.find((node) => node.kind === 'project' && node.project.name === name);
  assert.ok(found, `no project ${name}`);
  return found;
}
