import { l10n } from 'vscode';
import type { App } from '../app';
import type { Project } from '../atlas/models';
import type { Credential } from '../credentials/credential';
import { describeFailure } from '../failures/describeFailure';
import { credentialNode, projectNode } from '../model/nodes';
import { visibleText } from '../text/invisible';
import { reveal } from '../tree/reveal';
import { credentialChoices } from './pickStoredCredential';
import { choose, enterText, type Checked } from './quickInput';
import { runWizard, type Step } from './wizard';

interface State {
  readonly credential: Credential | undefined;
  readonly project: Project | undefined;
}

/**
 * Prompts for a project ID and adds the project to the view, for keys that can read a project but can't list any.
 * @param preselected the credential; if it's undefined and there are several, prompts for it
 */
export async function addProject(
  { credentials, added, tree, view }: Pick<App, 'credentials' | 'added' | 'tree' | 'view'>,
  preselected: Credential | undefined,
): Promise<void> {
  const usable = credentials.list().filter(({ source }) => source !== 'unreadable');
  const [only, ...others] = preselected === undefined ? usable : [preselected];
  const canChoose = others.length > 0;
  const title = l10n.t('Add Project by ID');
  const credentialStep: Step<State> = (_state, position) =>
    choose<Partial<State>>(
      position,
      l10n.t('Select the credential that can read the project'),
      credentialChoices(usable).map((row) => ({ ...row, value: { credential: row.value } })),
    );
  const projectStep: Step<State> = ({ credential = only }, position) =>
    enterText<Partial<State>>(
      {
        ...position,
        title: credential === undefined ? title : l10n.t('Add Project by ID with “{0}”', visibleText(credential.name)),
      },
      {
        prompt: l10n.t('Project ID, or the URL of one of its pages in Atlas. It’s verified with one request.'),
        placeholder: '5f1c0e0a9b2d3c4e5f6a7b8c',
        check: async (text, signal) => {
          const found = await findProject(text, credential, canChoose, credentials, signal);
          return 'problem' in found ? found : { value: { credential, project: found.value } };
        },
      },
    );
  const state = await runWizard<State>(title, { credential: undefined, project: undefined }, () => [
    ...(canChoose ? [credentialStep] : []),
    projectStep,
  ]);
  if (state?.credential === undefined || state.project === undefined) {
    return;
  }
  await added.add(state.credential.id, [state.project]);
  const row = await tree.show(projectNode(credentialNode(state.credential), state.project));
  if (row !== undefined) {
    await reveal(view, row);
  }
}

async function findProject(
  text: string,
  credential: Credential | undefined,
  canChoose: boolean,
  credentials: App['credentials'],
  signal: AbortSignal,
): Promise<Checked<Project>> {
  const [id] = /(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f])/.exec(text.toLowerCase()) ?? [];
  if (id === undefined) {
    return { problem: l10n.t('A project ID has 24 characters: digits and the letters a to f.') };
  }
  if (credential === undefined) {
    return { problem: l10n.t('No credential can be used.') };
  }
  try {
    const client = await credentials.clientOf(credential);
    return { value: await client.getProject(id, { signal }) };
  } catch (error) {
    const { label, explanation } = describeFailure(error, { l10n, credential, projectId: id });
    const name = visibleText(credential.name);
    return {
      problem: canChoose
        ? l10n.t('“{0}”: {1}. {2} To use another credential, go back.', name, label, explanation)
        : l10n.t('“{0}”: {1}. {2}', name, label, explanation),
    };
  }
}
