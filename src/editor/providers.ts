import { l10n, type Event } from 'vscode';
import type { App } from '../app';
import type { KnownIds } from '../files/known';
import { notLoaded } from '../find/notLoaded';
import { count, isSingular } from '../host/numbers';
import { IdCompletions } from './completions';
import { IdDefinitions } from './definitions';
import { FoundIds } from './foundIds';
import { IdHints } from './hints';
import { IdHovers } from './hovers';
import { IdLinks } from './links';
import type { Scans } from './scans';

/** The providers of VS Code's editor features. */
export interface Providers {
  readonly hints: IdHints;
  readonly hovers: IdHovers;
  readonly definitions: IdDefinitions;
  readonly links: IdLinks;
  readonly completions: IdCompletions;
}

/** Creates the providers of the editor features. */
export function createProviders(
  app: Pick<App, 'credentials' | 'settings' | 'tree'>,
  known: KnownIds,
  scans: Scans,
  onDidChange: Event<void>,
): Providers {
  const { credentials, settings, tree } = app;
  const found = new FoundIds(scans, known);
  return {
    hints: new IdHints(found, () => settings.fileHints(), onDidChange),
    hovers: new IdHovers(found, () => searchText(tree)),
    definitions: new IdDefinitions(found, tree.rows),
    links: new IdLinks(found),
    completions: new IdCompletions(scans, known, () => credentials.list().length > 0),
  };
}

/** Returns how many projects a search for an ID would request; undefined without a credential. */
function searchText({ rows }: App['tree']): string | undefined {
  const roots = rows.roots();
  const lists = roots.map((root) => rows.listOf(root));
  const { partial, projects, mayHaveMore } = notLoaded(
    lists,
    roots.flatMap((root) => rows.projectsOf(root)),
  );
  const total = partial.length + projects;
  if (roots.length === 0) {
    return undefined;
  }
  if (total === 0 || mayHaveMore) {
    return total === 0
      ? l10n.t('Loads the projects first, then searches each one.')
      : isSingular(total)
        ? l10n.t('Searches at least {0} project, with one request.', count(total))
        : l10n.t('Searches at least {0} projects, with one request each.', count(total));
  }
  return isSingular(total)
    ? l10n.t('Searches {0} project, with one request.', count(total))
    : l10n.t('Searches {0} projects, with one request each.', count(total));
}
