import { Disposable, lm } from 'vscode';
import type { App } from '../app';
import { TOOLS } from '../manifest';
import type { RememberedLists } from '../model/remembered/rememberedLists';

/**
 * Registers the tools for language models. VS Code activates the extension when a tool is first invoked, and offers the
 * tools as long as the setting is on.
 */
export function registerAgents(app: App, remembered: () => Promise<RememberedLists>): Disposable {
  const parts = { ...app, remembered };
  return Disposable.from(
    ...Object.values(TOOLS).map((name) =>
      lm.registerTool<unknown>(name, {
        prepareInvocation: async ({ input }) => (await import('./tools')).prepare(name, input, parts),
        invoke: async ({ input }, token) => (await import('./tools')).invoke(name, input, parts, token),
      }),
    ),
  );
}
