import { commands, env, l10n, window, type QuickPickItem } from 'vscode';
import type { Acknowledge } from '../host/acknowledgements';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import type { CredentialStore } from '../credentials/credentialStore';
import { checkName } from './credentialName';
import { enterText } from './quickInput';
import { runBaseUrlFlow, runUpdateFlow } from './updateFlow';
import { conversation } from './vscodeConversation';
import { checkAccess, type AccessCheck } from './accessCheck';
import { describeFailure } from '../failures/describeFailure';
import { fixCommand, type FixCommand } from '../failures/fixCommand';
import { projects } from '../text/language';
import { credentialNode } from '../model/nodes';
import { unreadableText } from '../tree/messageItems';
import { visibleText } from '../text/invisible';
import { uiLanguage } from '../host/uiLanguage';
import { credentialChoice } from '../tree/credentialChoice';
import { removeCredential } from './removeCredential';
import { copiedText } from '../text/copied';
import { choice, titleText, visibleChoice } from '../text/sinks';

interface Action extends QuickPickItem {
  readonly icon: string;
  readonly run: () => Promise<void>;
}

/** One result of the access check, as a choice. */
interface AccessItem extends QuickPickItem {
  readonly icon: string;
  /** The ID that is copied when the user selects the choice. */
  readonly id?: string;
  /** The command that fixes a failed check. */
  readonly fix?: FixCommand;
}

/** Prompts the user to select a credential and an action for it. */
export async function manageCredentials(
  credentials: Credentials,
  store: CredentialStore,
  acknowledge: Acknowledge,
): Promise<void> {
  const chosen = await window.showQuickPick(credentials.list().map(credentialChoice), {
    title: l10n.t('Manage Credentials'),
    placeHolder: l10n.t('Select a credential'),
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
    label: l10n.t('Check Access'),
    run: () => showAccess(credential, credentials, acknowledge),
  };
  const remove: Action = {
    icon: 'trash',
    label: l10n.t('Remove…'),
    run: () => removeCredential(store, credential),
  };
  if (credential.source === 'unreadable') {
    return [{ ...remove, description: l10n.t('Requires a newer version of this extension') }];
  }
  if (credential.source === 'environment') {
    return [{ ...look, description: l10n.t('Defined by environment variables') }];
  }
  return [
    look,
    { icon: 'edit', label: l10n.t('Rename…'), run: () => rename(credential, store) },
    {
      icon: 'key',
      label: l10n.t('Update Secret…'),
      run: () => runUpdateFlow(conversation, { credentials, store, credential }),
    },
    {
      icon: 'globe',
      label: l10n.t('Change Base URL…'),
      description: credential.origin,
      run: () => runBaseUrlFlow(conversation, { credentials, store, credential }),
    },
    remove,
  ];
}

async function rename(credential: Credential, store: CredentialStore): Promise<void> {
  const outcome = await enterText(
    { title: l10n.t('Rename {0}', visibleText(credential.name)), step: 1, totalSteps: 1 },
    {
      prompt: l10n.t('New name'),
      value: credential.name,
      check: (text) => Promise.resolve(checkName(text, l10n)),
    },
  );
  if (typeof outcome === 'object') {
    await store.rename(credential.id, outcome.value);
  }
}

/**
 * Shows the result of an access check. Selecting an organization copies its ID; closing the list cancels the requests.
 */
async function showAccess(credential: Credential, credentials: Credentials, acknowledge: Acknowledge): Promise<void> {
  const closed = new AbortController();
  const items = checkAccess(credential, credentials, closed.signal).then((checks) =>
    checks.map((check) => choice(accessItem(check, credential))),
  );
  const picked = await window.showQuickPick<AccessItem>(items, {
    title: titleText(l10n.t('Access of “{0}”', visibleText(credential.name))),
    placeHolder: l10n.t('Select an organization to copy its ID'),
  });
  closed.abort();
  if (picked?.fix !== undefined) {
    await commands.executeCommand(picked.fix.command, ...picked.fix.arguments);
  } else if (picked?.id !== undefined) {
    await env.clipboard.writeText(copiedText(picked.id));
    acknowledge(l10n.t('Copied organization ID {0}', picked.id));
  }
}

function accessItem(check: AccessCheck, credential: Credential): AccessItem {
  const texts: Record<Exclude<AccessCheck['kind'], 'organization' | 'projects' | 'unreadable'>, string> = {
    everything: l10n.t('No access'),
    organizations: l10n.t('Organizations'),
    projectList: l10n.t('Projects'),
    exportBuckets: l10n.t('Export buckets (Project Read Only)'),
    exportJobs: l10n.t('Export jobs (Project Backup Manager)'),
  };
  if (check.kind === 'organization') {
    const { id, name } = check.organization;
    return { icon: 'organization', label: visibleChoice(name), description: id, id };
  }
  if (check.kind === 'projects') {
    const counted = projects(uiLanguage(), check.count);
    const label = check.isMinimum ? l10n.t('At least {0}', counted) : l10n.t('About {0}', counted);
    return { icon: 'project', label };
  }
  if (check.kind === 'unreadable') {
    const what = { organizations: texts.organizations, projects: texts.projectList, clusters: l10n.t('Clusters') };
    return { icon: 'warning', label: what[check.what], description: unreadableText(check.rows) };
  }
  return check.failure === undefined
    ? { icon: 'check', label: texts[check.kind], description: visibleChoice(check.where ?? '') }
    : failedItem(texts[check.kind], check.failure, check.where, credential);
}

function failedItem(what: string, failure: unknown, where: string | undefined, credential: Credential): AccessItem {
  const described = describeFailure(failure, { l10n, credential });
  const { label, explanation, fix, fixTitle } = described;
  const isFixable = fix.kind !== 'retry' && fix.kind !== 'refresh';
  return {
    ...(isFixable && { fix: fixCommand(described, credentialNode(credential)) }),
    icon: 'warning',
    label: what,
    description: where === undefined ? label : `${visibleChoice(where)}: ${label}`,
    detail: isFixable ? l10n.t('{0} Press Enter: {1}', explanation, fixTitle) : explanation,
  };
}
