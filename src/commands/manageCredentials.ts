import { env, l10n, window, type QuickPickItem } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import { askFor } from '../credentials/quickInput';
import { moveCredential, updateSecret } from '../credentials/updateSecret';
import { whatItSees, type Sight } from '../credentials/sight';
import { describeFailure } from '../failures/describeFailure';
import { projects } from '../language';
import { unreadableText } from '../tree/messageItems';
import { visibleChoice, visibleText } from '../tree/visibleText';
import { credentialChoice } from './credentialChoice';
import { removeCredential } from './removeCredential';

interface Action extends QuickPickItem {
  readonly run: () => Promise<void>;
}

/** Lets the person choose a credential, and what to do with it. */
export async function manageCredentials(credentials: Credentials, store: CredentialStore): Promise<void> {
  const chosen = await window.showQuickPick(credentials.list().map(credentialChoice), {
    title: l10n.t('Manage Credentials'),
    placeHolder: l10n.t('Which credential?'),
  });
  if (chosen === undefined) {
    return;
  }
  const { credential } = chosen;
  const action = await window.showQuickPick(actionsFor(credential, credentials, store), {
    title: visibleText(credential.name),
  });
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
    {
      label: `$(globe) ${l10n.t('Move to Another Origin…')}`,
      description: credential.origin,
      run: () => moveCredential(credentials, store, credential),
    },
    { label: `$(trash) ${l10n.t('Remove…')}`, run: () => removeCredential(store, credential) },
  ];
}

async function rename(credential: Credential, store: CredentialStore): Promise<void> {
  const outcome = await askFor(
    { title: l10n.t('Rename {0}', visibleText(credential.name)), step: 1, totalSteps: 1 },
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

/** Shows what a few requests tell; a row that stands for something with an ID copies it. */
async function showWhatItSees(credential: Credential, credentials: Credentials): Promise<void> {
  const items = whatItSees(credential, credentials).then((sights) =>
    sights.map((sight) => sightItem(sight, credential)),
  );
  const picked = await window.showQuickPick<QuickPickItem & { readonly id?: string }>(items, {
    title: l10n.t('What “{0}” can see', visibleText(credential.name)),
    placeHolder: l10n.t('Choose an organization to copy its ID'),
  });
  if (picked?.id !== undefined) {
    await env.clipboard.writeText(picked.id);
  }
}

function sightItem(sight: Sight, credential: Credential): QuickPickItem & { readonly id?: string } {
  const texts: Record<Exclude<Sight['kind'], 'organization' | 'projects' | 'unreadable'>, string> = {
    everything: l10n.t('Nothing'),
    organizations: l10n.t('Organizations'),
    projectList: l10n.t('Projects'),
    exportBuckets: l10n.t('Export buckets (Project Read Only)'),
    exportJobs: l10n.t('Export jobs (Project Backup Manager)'),
  };
  if (sight.kind === 'organization') {
    const { id, name } = sight.organization;
    return { label: `$(organization) ${visibleChoice(name)}`, description: id, id };
  }
  if (sight.kind === 'projects') {
    const counted = projects({ l10n, locale: env.language }, sight.count);
    return { label: `$(project) ${sight.isMinimum ? l10n.t('At least {0}', counted) : l10n.t('About {0}', counted)}` };
  }
  if (sight.kind === 'unreadable') {
    const what = { organizations: texts.organizations, projects: texts.projectList, clusters: l10n.t('Clusters') };
    return { label: `$(warning) ${what[sight.what]}`, description: unreadableText(sight.rows) };
  }
  return sight.failure === undefined
    ? { label: `$(check) ${texts[sight.kind]}`, description: visibleChoice(sight.where ?? '') }
    : failedItem(texts[sight.kind], sight.failure, sight.where, credential);
}

function failedItem(what: string, failure: unknown, where: string | undefined, credential: Credential): QuickPickItem {
  const { label, explanation } = describeFailure(failure, { l10n, credential });
  return {
    label: `$(warning) ${what}`,
    description: where === undefined ? label : `${visibleChoice(where)}: ${label}`,
    detail: explanation,
  };
}
