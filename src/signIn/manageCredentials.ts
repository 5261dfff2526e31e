import { commands, env, l10n, window, type QuickPickItem } from 'vscode';
import type { Acknowledge } from '../host/acknowledgements';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import { checkName } from './credentialName';
import { askFor } from './quickInput';
import { moveCredential, updateSecret } from './updateSecret';
import { whatItSees, type Sight } from './accessCheck';
import { describeFailure } from '../failures/describeFailure';
import { fixCommand, type FixCommand } from '../failures/fixCommand';
import { projects } from '../text/language';
import { credentialNode } from '../model/nodes';
import { unreadableText } from '../tree/messageItems';
import { visibleChoice, visibleText } from '../text/visibleText';
import { uiLanguage } from '../host/uiLanguage';
import { credentialChoice } from '../tree/credentialChoice';
import { removeCredential } from './removeCredential';
import { copiedText } from '../text/copied';
import { choice, titleText } from '../text/sinks';

interface Action extends QuickPickItem {
  readonly icon: string;
  readonly run: () => Promise<void>;
}

/** What a credential can or cannot see. */
interface SightItem extends QuickPickItem {
  readonly icon: string;
  /** The ID that is copied. */
  readonly id?: string;
  /** What mends that it cannot be seen. */
  readonly fix?: FixCommand;
}

/** Lets the person choose a credential, and what to do with it. */
export async function manageCredentials(
  credentials: Credentials,
  store: CredentialStore,
  acknowledge: Acknowledge,
): Promise<void> {
  const chosen = await window.showQuickPick(credentials.list().map(credentialChoice), {
    title: l10n.t('Manage Credentials'),
    placeHolder: l10n.t('Which credential?'),
  });
  if (chosen === undefined) {
    return;
  }
  const { credential } = chosen;
  const action = await window.showQuickPick(actionsFor(credential, credentials, store, acknowledge).map(choice), {
    title: titleText(visibleText(credential.name)),
  });
  await action?.run();
}

function actionsFor(
  credential: Credential,
  credentials: Credentials,
  store: CredentialStore,
  acknowledge: Acknowledge,
): Action[] {
  const look: Action = {
    icon: 'eye',
    label: l10n.t('Show What It Can See'),
    run: () => showWhatItSees(credential, credentials, acknowledge),
  };
  const remove: Action = {
    icon: 'trash',
    label: l10n.t('Remove…'),
    run: () => removeCredential(store, credential),
  };
  if (credential.source === 'unreadable') {
    return [{ ...remove, description: l10n.t('needs a newer version of this extension') }];
  }
  if (credential.source === 'environment') {
    return [{ ...look, description: l10n.t('anything else is done where its variables are set') }];
  }
  return [
    look,
    { icon: 'edit', label: l10n.t('Rename…'), run: () => rename(credential, store) },
    { icon: 'key', label: l10n.t('Update Secret…'), run: () => updateSecret(credentials, store, credential) },
    {
      icon: 'globe',
      label: l10n.t('Move to Another Origin…'),
      description: credential.origin,
      run: () => moveCredential(credentials, store, credential),
    },
    remove,
  ];
}

async function rename(credential: Credential, store: CredentialStore): Promise<void> {
  const outcome = await askFor(
    { title: l10n.t('Rename {0}', visibleText(credential.name)), step: 1, totalSteps: 1 },
    {
      prompt: l10n.t('What should it be called here?'),
      value: credential.name,
      check: (text) => Promise.resolve(checkName(text, l10n)),
    },
  );
  if (typeof outcome === 'object') {
    await store.rename(credential.id, outcome.value);
  }
}

/** Shows what a few requests tell; a row that stands for something with an ID copies it. Closing it ends the requests. */
async function showWhatItSees(
  credential: Credential,
  credentials: Credentials,
  acknowledge: Acknowledge,
): Promise<void> {
  const closed = new AbortController();
  const items = whatItSees(credential, credentials, closed.signal).then((sights) =>
    sights.map((sight) => choice(sightItem(sight, credential))),
  );
  const picked = await window.showQuickPick<SightItem>(items, {
    title: titleText(l10n.t('What “{0}” can see', visibleText(credential.name))),
    placeHolder: l10n.t('Choose an organization to copy its ID'),
  });
  closed.abort();
  if (picked?.fix !== undefined) {
    await commands.executeCommand(picked.fix.command, ...picked.fix.arguments);
  } else if (picked?.id !== undefined) {
    await env.clipboard.writeText(copiedText(picked.id));
    acknowledge(l10n.t('Copied organization ID {0}', picked.id));
  }
}

function sightItem(sight: Sight, credential: Credential): SightItem {
  const texts: Record<Exclude<Sight['kind'], 'organization' | 'projects' | 'unreadable'>, string> = {
    everything: l10n.t('Nothing'),
    organizations: l10n.t('Organizations'),
    projectList: l10n.t('Projects'),
    exportBuckets: l10n.t('Export buckets (Project Read Only)'),
    exportJobs: l10n.t('Export jobs (Project Backup Manager)'),
  };
  if (sight.kind === 'organization') {
    const { id, name } = sight.organization;
    return { icon: 'organization', label: visibleChoice(name), description: id, id };
  }
  if (sight.kind === 'projects') {
    const counted = projects(uiLanguage(), sight.count);
    const label = sight.isMinimum ? l10n.t('At least {0}', counted) : l10n.t('About {0}', counted);
    return { icon: 'project', label };
  }
  if (sight.kind === 'unreadable') {
    const what = { organizations: texts.organizations, projects: texts.projectList, clusters: l10n.t('Clusters') };
    return { icon: 'warning', label: what[sight.what], description: unreadableText(sight.rows) };
  }
  return sight.failure === undefined
    ? { icon: 'check', label: texts[sight.kind], description: visibleChoice(sight.where ?? '') }
    : failedItem(texts[sight.kind], sight.failure, sight.where, credential);
}

function failedItem(what: string, failure: unknown, where: string | undefined, credential: Credential): SightItem {
  const described = describeFailure(failure, { l10n, credential });
  const { label, explanation, fix, fixTitle } = described;
  const mends = fix.kind !== 'retry' && fix.kind !== 'refresh';
  return {
    ...(mends && { fix: fixCommand(described, credentialNode(credential)) }),
    icon: 'warning',
    label: what,
    description: where === undefined ? label : `${visibleChoice(where)}: ${label}`,
    detail: mends ? l10n.t('{0} Press Enter: {1}', explanation, fixTitle) : explanation,
  };
}
