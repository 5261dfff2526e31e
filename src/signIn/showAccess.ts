import { commands, env, l10n } from 'vscode';
import type { Credential } from '../credentials/credential';
import type { Credentials } from '../credentials/credentials';
import { describeFailure } from '../failures/describeFailure';
import { fixCommand, type FixCommand } from '../failures/fixCommand';
import type { Acknowledge } from '../host/acknowledgements';
import { uiLanguage } from '../host/uiLanguage';
import { credentialNode } from '../model/nodes';
import { copiedText } from '../text/copied';
import { visibleText } from '../text/invisible';
import { projects } from '../text/language';
import { visibleChoice } from '../text/sinks';
import { unreadableText } from '../tree/messageItems';
import { checkAccess, type AccessCheck } from './accessCheck';
import { chooseFromMenu } from './menu';
import type { Choice } from './quickInput';

/** What selecting a result of the access check does. */
interface AccessAction {
  /** The organization ID that is copied. */
  readonly id?: string;
  /** The command that fixes a failed check. */
  readonly fix?: FixCommand;
}

type AccessItem = Choice<AccessAction>;

/**
 * Shows the result of an access check. Selecting an organization copies its ID; closing the list cancels the requests.
 * @returns whether the user clicked Back
 */
export async function showAccess(
  credential: Credential,
  credentials: Credentials,
  acknowledge: Acknowledge,
  hasBack = false,
): Promise<boolean> {
  const closed = new AbortController();
  const items = checkAccess(credential, credentials, closed.signal).then((checks) =>
    checks.map((check) => accessItem(check, credential)),
  );
  const outcome = await chooseFromMenu(
    {
      title: l10n.t('Access for “{0}”', visibleText(credential.name)),
      placeholder: l10n.t('Select an organization to copy its ID'),
      hasBack,
    },
    items,
  );
  closed.abort();
  const { fix, id } = typeof outcome === 'string' ? {} : outcome.value;
  if (fix !== undefined) {
    await commands.executeCommand(fix.command, ...fix.arguments);
  } else if (id !== undefined) {
    await env.clipboard.writeText(copiedText(id));
    acknowledge(l10n.t('Copied organization ID {0}', id));
  }
  return outcome === 'back';
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
    return { icon: 'organization', label: visibleChoice(name), description: id, value: { id } };
  }
  if (check.kind === 'projects') {
    const counted = projects(uiLanguage(), check.count);
    const label = check.isMinimum ? l10n.t('At least {0}', counted) : l10n.t('About {0}', counted);
    return { icon: 'project', label, value: {} };
  }
  if (check.kind === 'unreadable') {
    const what = { organizations: texts.organizations, projects: texts.projectList, clusters: l10n.t('Clusters') };
    return { icon: 'warning', label: what[check.what], description: unreadableText(check.rows), value: {} };
  }
  return check.failure === undefined
    ? { icon: 'check', label: texts[check.kind], description: visibleChoice(check.where ?? ''), value: {} }
    : failedItem(texts[check.kind], check.failure, check.where, credential);
}

function failedItem(what: string, failure: unknown, where: string | undefined, credential: Credential): AccessItem {
  const described = describeFailure(failure, { l10n, credential });
  const { label, explanation, fix, fixTitle } = described;
  const isFixable = fix.kind !== 'retry' && fix.kind !== 'refresh';
  return {
    value: isFixable ? { fix: fixCommand(described, credentialNode(credential)) } : {},
    icon: 'warning',
    label: what,
    description: where === undefined ? label : `${visibleChoice(where)}: ${label}`,
    detail: isFixable ? l10n.t('{0} Press Enter: {1}', explanation, fixTitle) : explanation,
  };
}
