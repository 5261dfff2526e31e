import { l10n, type MarkdownString } from 'vscode';
import type { IdKind } from '../files/keys';
import type { KnownItem } from '../files/known';
import { count } from '../host/numbers';
import { uiLanguage } from '../host/uiLanguage';
import { cut, visibleText } from '../text/invisible';
import { Ages } from '../text/language';
import { resolveTooltip, table } from '../tree/tooltips';

/** The maximum length of a name beside an ID. */
const LONGEST_NAME = 60;

/** Returns the text beside an ID. It says what the ID identifies if the key says something else. */
export function hintText(item: KnownItem, kind: IdKind): string {
  const name = shortName(item);
  if (item.kind === kind || item.kind === 'role' || (item.kind === 'bucket' && kind === 'unknown')) {
    return name;
  }
  return item.kind === 'project' ? l10n.t('project {0}', name) : l10n.t('export bucket {0}', name);
}

/** Returns the name of a bucket or project, or the names of the export buckets of a role. */
export function shortName(item: KnownItem): string {
  switch (item.kind) {
    case 'bucket':
      return cut(visibleText(item.name), LONGEST_NAME);
    case 'project':
      return cut(visibleText(item.projectName), LONGEST_NAME);
    case 'role': {
      const [only, ...others] = item.buckets;
      return others.length === 0
        ? l10n.t('role of {0}', cut(visibleText(only?.name ?? ''), LONGEST_NAME))
        : l10n.t('role of {0} export buckets', count(others.length + 1));
    }
  }
}

/** Returns the tooltip of an item, which is that of its row if it is loaded. */
export function tooltipOf(item: KnownItem): MarkdownString {
  const node = item.kind === 'role' ? undefined : item.node;
  const ofRow = node === undefined ? undefined : resolveTooltip(node, { list: undefined, facts: [] });
  return ofRow ?? table(fieldsOf(item));
}

function fieldsOf(item: KnownItem): readonly (readonly [name: string, value: string | undefined])[] {
  const { projectName, projectId, credential, readAt } = item;
  return [
    ...(item.kind === 'bucket'
      ? ([
          [l10n.t('Name'), item.name],
          [l10n.t('Bucket ID'), item.id],
          [l10n.t('Provider'), item.provider],
        ] as const)
      : item.kind === 'role'
        ? ([
            [l10n.t('Role ID'), item.id],
            [l10n.t('Export buckets'), item.buckets.map(({ name }) => visibleText(name)).join(', ')],
          ] as const)
        : []),
    [l10n.t('Project'), projectName],
    [l10n.t('Project ID'), projectId],
    [l10n.t('Credential'), credential.name],
    [
      l10n.t('Loaded'),
      // The age of a remembered project without export buckets is not known.
      readAt === undefined || readAt === 0 ? undefined : new Ages(uiLanguage()).write(Date.now() / 1000 - readAt),
    ],
  ];
}
