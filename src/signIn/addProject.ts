import { l10n, type TreeView } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { AddedProjects } from '../model/addedProjects';
import { enterText, type Checked } from './quickInput';
import type { Project } from '../atlas/models';
import { describeFailure } from '../failures/describeFailure';
import { credentialNode, projectNode, type TreeNode } from '../model/nodes';
import type { ProjectsTree } from '../tree/projectsTree';
import { pickCredential } from '../tree/pickExportBucket';
import { reveal } from '../tree/reveal';

/** Prompts for a project ID and adds the project to the view, for keys that can read a project but can't list any. */
export async function addProject(
  credentials: Credentials,
  added: AddedProjects,
  tree: ProjectsTree,
  view: TreeView<TreeNode>,
  preselected: Credential | undefined,
): Promise<void> {
  const credential = preselected ?? (await pickCredential(credentials.list()));
  if (credential === undefined) {
    return;
  }
  const outcome = await enterText<Project>(
    { title: l10n.t('Add Project by ID'), step: 1, totalSteps: 1 },
    {
      prompt: l10n.t('Project ID, or the URL of one of its pages in Atlas. It’s verified with one request.'),
      placeholder: '5f1c0e0a9b2d3c4e5f6a7b8c',
      check: (text, signal) => findProject(text, credential, credentials, signal),
    },
  );
  if (typeof outcome !== 'object') {
    return;
  }
  await added.add(credential.id, [outcome.value]);
  const row = await tree.show(projectNode(credentialNode(credential), outcome.value));
  if (row !== undefined) {
    await reveal(view, row);
  }
}

async function findProject(
  text: string,
  credential: Credential,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<Checked<Project>> {
  const [id] = /(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f])/.exec(text.toLowerCase()) ?? [];
  if (id === undefined) {
    return { problem: l10n.t('A project ID has 24 characters: digits and the letters a to f.') };
  }
  try {
    const client = await credentials.clientOf(credential);
    return { value: await client.getProject(id, { signal }) };
  } catch (error) {
    const { label, explanation } = describeFailure(error, { l10n, credential, projectId: id });
    return { problem: `${label}. ${explanation}` };
  }
}
