import {
  CancellationError,
  l10n,
  LanguageModelTextPart,
  LanguageModelToolResult,
  MarkdownString,
  type CancellationToken,
  type PreparedToolInvocation,
} from 'vscode';
import type { App } from '../app';
import { isAbort } from '../atlas/errors';
import { uiLanguage } from '../host/uiLanguage';
import { TOOLS } from '../manifest';
import type { RememberedLists } from '../model/remembered/rememberedLists';
import { markdownText, modelText, notificationText } from '../text/sinks';
import { checkExports } from './answers/checkExports';
import { describeBucket } from './answers/describeBucket';
import { findBuckets } from './answers/findBuckets';
import type { Sources } from './answers/sources';
import type { AgentTool } from './answers/tool';
import { ToolError } from './answers/toolInput';

type ToolName = (typeof TOOLS)[keyof typeof TOOLS];

/** What the tools use of the extension. */
type Parts = Pick<App, 'tree' | 'credentials' | 'settings'> & { readonly remembered: () => Promise<RememberedLists> };

interface NamedTool extends AgentTool {
  readonly title: string;
  readonly progress: string;
}

/**
 * Returns what the user confirms before a tool runs.
 * @throws ToolError if the tool can't run
 */
export function prepare(name: ToolName, input: unknown, parts: Parts): PreparedToolInvocation {
  const { confirm, title, progress } = toolOf(name);
  const { lines } = confirm(input, sourcesOf(parts));
  return {
    invocationMessage: notificationText(progress),
    confirmationMessages: { title: notificationText(title), message: new MarkdownString(markdownText(lines)) },
  };
}

/**
 * Runs a tool.
 * @throws ToolError if the tool can't run, or CancellationError
 */
export async function invoke(
  name: ToolName,
  input: unknown,
  parts: Parts,
  token: CancellationToken,
): Promise<LanguageModelToolResult> {
  const { run } = toolOf(name);
  const sources = sourcesOf(parts);
  const cancellation = new AbortController();
  const cancel = (): void => {
    cancellation.abort();
  };
  if (token.isCancellationRequested) {
    cancel();
  }
  const subscription = token.onCancellationRequested(cancel);
  try {
    const json = await run(input, sources, cancellation.signal);
    return new LanguageModelToolResult([new LanguageModelTextPart(modelText(json))]);
  } catch (error) {
    throw isAbort(error) && cancellation.signal.aborted ? new CancellationError() : error;
  } finally {
    subscription.dispose();
  }
}

function toolOf(name: ToolName): NamedTool {
  switch (name) {
    case TOOLS.find:
      return {
        ...findBuckets,
        title: l10n.t('Find Atlas export buckets?'),
        progress: l10n.t('Finding Atlas export buckets'),
      };
    case TOOLS.describe:
      return {
        ...describeBucket,
        title: l10n.t('Describe an Atlas export bucket?'),
        progress: l10n.t('Describing an Atlas export bucket'),
      };
    case TOOLS.checkExports:
      return { ...checkExports, title: l10n.t('Check Atlas exports?'), progress: l10n.t('Checking Atlas exports') };
  }
}

/**
 * Returns what the tools may read and load.
 * @throws ToolError if the tools are off, or if there is no credential
 */
function sourcesOf({ tree, credentials, settings, remembered }: Parts): Sources {
  if (!settings.agentTools()) {
    throw new ToolError(
      l10n.t('The tools for agents are turned off. To turn them on, use the setting atlasExportBuckets.agentTools.'),
    );
  }
  if (credentials.list().length === 0) {
    throw new ToolError(
      l10n.t('There is no Atlas credential. Run the command “Atlas Export Buckets: Add Credential…”.'),
    );
  }
  return {
    language: uiLanguage(),
    credentials: () => credentials.list(),
    listOf: (root) => tree.rows.listOf(root),
    projectsOf: (root) => tree.rows.projectsOf(root),
    remembered: async () => (await remembered()).read(),
    clientOf: (credential) => credentials.clientOf(credential),
    loadAll: (scopes, signal) => tree.loadAll(scopes, { signal }),
    findById: (id, signal) => tree.findById(id, { signal }),
    keepFound: (node) => {
      tree.keepFound(node);
    },
    now: () => Date.now(),
  };
}
