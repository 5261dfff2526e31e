import { env, l10n, window, type QuickPickItem } from 'vscode';
import { AtlasClient } from '../atlas/client';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import { askFor } from '../credentials/quickInput';
import { updateSecret } from '../credentials/updateSecret';
import { describeFailure } from '../failures/describeFailure';
import { count } from '../tree/wording';
import { removeCredential } from './removeCredential';

interface Action extends QuickPickItem {
  readonly run: () => Promise<void>;
}

/** Lets the person choose a credential, and what to do with it. */
export async function manageCredentials(credentials: Credentials, store: CredentialStore): Promise<void> {
  const chosen = await window.showQuickPick(
    credentials.list().map((credential) => ({
      label: credential.name,
      description: credential.keyId,
      detail: credential.origin,
      credential,
    })),
    { title: l10n.t('Manage Credentials'), placeHolder: l10n.t('Which credential?') },
  );
  if (chosen === undefined) {
    return;
  }
  const { credential } = chosen;
  const action = await window.showQuickPick(actionsFor(credential, credentials, store), { title: credential.name });
  await action?.run();
}

function actionsFor(credential: Credential, credentials: Credentials, store: CredentialStore): Action[] {
  const look: Action = {
    label: `$(eye) ${l10n.t('Show What It Can See')}`,
    run: () => showWhatItSees(credential, credentials),
  };
  if (credential.source === 'environment') {
    return [{ ...look, description: l10n.t('anything else is done where its variables are set') }];
  }
  return [
    look,
    { label: `$(edit) ${l10n.t('Rename…')}`, run: () => rename(credential, store) },
    { label: `$(key) ${l10n.t('Update Secret…')}`, run: () => updateSecret(credentials, store, credential) },
    { label: `$(trash) ${l10n.t('Remove…')}`, run: () => removeCredential(store, credential) },
  ];
}

async function rename(credential: Credential, store: CredentialStore): Promise<void> {
  const outcome = await askFor(
    { title: l10n.t('Rename {0}', credential.name), step: 1, totalSteps: 1 },
    {
      prompt: l10n.t('What should it be called here?'),
      value: credential.name,
      check: (text) => Promise.resolve(text === '' ? { problem: l10n.t('It cannot be empty.') } : { value: text }),
    },
  );
  if (typeof outcome === 'object') {
    await store.rename(credential.id, outcome.value);
  }
}

/** Asks Atlas for the organizations, and for how many projects there are; each row that has an ID copies it. */
async function showWhatItSees(credential: Credential, credentials: Credentials): Promise<void> {
  const picked = await window.showQuickPick(sightOf(credential, credentials), {
    title: l10n.t('What “{0}” can see', credential.name),
    placeHolder: l10n.t('Choose an organization to copy its ID'),
  });
  if (picked?.id !== undefined) {
    await env.clipboard.writeText(picked.id);
  }
}

async function sightOf(
  credential: Credential,
  credentials: Credentials,
): Promise<(QuickPickItem & { readonly id?: string })[]> {
  const failed = (error: unknown, what: string): QuickPickItem => {
    const { label, explanation } = describeFailure(error, { l10n, credential });
    return { label: `$(warning) ${what}`, description: label, detail: explanation };
  };
  const client = await credentials.clientOf(credential).catch((error: unknown) => error);
  if (!(client instanceof AtlasClient)) {
    return [failed(client, l10n.t('Nothing'))];
  }
  const [organizations, projects] = await Promise.allSettled([
    client.listOrganizations({ itemsPerPage: 500 }),
    client.listProjects({ itemsPerPage: 1, includeCount: true }),
  ]);
  return [
    ...(organizations.status === 'fulfilled'
      ? organizations.value.items.map(({ id, name }) => ({ label: `$(organization) ${name}`, description: id, id }))
      : [failed(organizations.reason, l10n.t('Organizations'))]),
    projects.status === 'fulfilled'
      ? { label: `$(project) ${l10n.t('About {0} projects', count(projects.value.totalCount ?? 0))}` }
      : failed(projects.reason, l10n.t('Projects')),
  ];
}
