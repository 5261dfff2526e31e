import { providerName, roleIdOf } from '../atlas/models';
import { exportBuckets, number, projects, type Language } from '../text/language';
import { shownName } from '../text/invisible';
import { isoDate } from '../text/wording';
import {
  bucketsOf,
  bucketsWith,
  groupsOf,
  newestFirst,
  projectsWithoutBucket,
  rolesAreKnown,
  type BucketInProject,
} from './figures';
import { orderedColumns, sortBuckets, sortProjects, type ListOrder } from './listOrder';
import type { Button, List, Row, Selection } from './protocol';
import { selectionKey } from './selectionKey';
import { coverageOf, type Snapshot, type SnapshotProject } from './snapshot';

/**
 * Returns the list of a figure.
 * @param maxRows maximum number of rows
 * @param order the order that the user has chosen, if any
 */
export function describeList(
  snapshot: Snapshot,
  selection: Selection,
  maxRows: number,
  language: Language,
  order?: ListOrder,
): List {
  const { l10n } = language;
  const found = itemsOf(snapshot, selection);
  const atLeast = (count: string): string => (found.isExact ? count : l10n.t('at least {0}', count));
  const common = { back: l10n.t('Back to the Overview'), title: titleOf(selection, found, language) };
  if (found.kind === 'projects') {
    const { length } = found.projects;
    return {
      ...common,
      basis: atLeast(projects(language, length)),
      ...actionsOf(length, false, language),
      columns: orderedColumns(
        [l10n.t('Project'), l10n.t('Organization'), l10n.t('Export buckets'), l10n.t('Project ID')],
        order,
      ),
      rows: sortProjects(found.projects, order, language)
        .slice(0, maxRows)
        .map((project) => projectRow(project, language)),
      ...more(length, maxRows, language),
    };
  }
  const { length } = found.buckets;
  const all = new Set(found.buckets.map(({ project }) => project));
  return {
    ...common,
    basis: atLeast(l10n.t('{0} in {1}', exportBuckets(language, length), projects(language, all.size))),
    ...actionsOf(length, true, language),
    columns: orderedColumns(
      [l10n.t('Name'), l10n.t('Project'), l10n.t('Provider'), l10n.t('Registered'), l10n.t('Bucket ID')],
      order,
    ),
    rows: sortBuckets(found.buckets, order, language)
      .slice(0, maxRows)
      .map((entry) => bucketRow(entry, language)),
    ...more(length, maxRows, language),
  };
}

/** Returns the buttons that copy and save a list. Only export buckets can be saved as a bucket list. */
function actionsOf(length: number, canSave: boolean, { l10n }: Language): Pick<List, 'actionsLabel' | 'actions'> {
  const copy = (title: string, format: 'csv' | 'markdown'): Button => ({
    key: `copyList/${format}`,
    title,
    request: { type: 'copyList', format },
    icon: 'copy',
  });
  const save: Button = { key: 'saveList', title: l10n.t('Save Bucket List As…'), request: { type: 'saveList' } };
  return {
    actionsLabel: l10n.t('Actions'),
    actions:
      length === 0
        ? []
        : [
            copy(l10n.t('Copy as CSV'), 'csv'),
            copy(l10n.t('Copy as Markdown'), 'markdown'),
            ...(canSave ? [save] : []),
          ],
  };
}

/** The items of a list, and whether there can be no others. */
type Found = { readonly isExact: boolean } & (
  | { readonly kind: 'projects'; readonly projects: readonly SnapshotProject[] }
  | { readonly kind: 'buckets'; readonly buckets: readonly BucketInProject<SnapshotProject>[] }
);

/** Returns the items of a selection. Empty if its group no longer exists. */
export function itemsOf(snapshot: Snapshot, { figure, key }: Selection): Found {
  const { projects: all, findings } = snapshot;
  const { isWhole: isExact } = coverageOf(snapshot);
  const buckets = bucketsOf(all);
  switch (figure) {
    case 'all':
      return { kind: 'buckets', buckets, isExact };
    case 'newest':
      return { kind: 'buckets', buckets: newestFirst(buckets), isExact };
    case 'withoutBucket':
      return { kind: 'projects', projects: projectsWithoutBucket(all), isExact };
    case 'brokenRole':
    case 'unused': {
      const found = bucketsWith(figure === 'unused' ? 'isUnused' : 'hasBrokenRole', buckets, findings);
      return { kind: 'buckets', buckets: found.buckets, isExact: isExact && found.known === buckets.length };
    }
    case 'provider':
    case 'region':
    case 'project':
    case 'year':
    case 'name':
    case 'role': {
      const groups = groupsOf(figure, buckets);
      return key === undefined && figure === 'project'
        ? { kind: 'projects', projects: groups.flatMap((group) => group.buckets[0]?.project ?? []), isExact }
        : {
            kind: 'buckets',
            buckets: groups
              .filter((group) => key === undefined || selectionKey(group.key) === key)
              .flatMap((group) => group.buckets),
            isExact: isExact && (figure !== 'role' || rolesAreKnown(buckets)),
          };
    }
  }
}

function titleOf({ figure, key }: Selection, found: Found, { l10n }: Language): string {
  const first = found.kind === 'buckets' ? found.buckets[0] : undefined;
  if (key === undefined || first === undefined) {
    return {
      all: l10n.t('All export buckets'),
      withoutBucket: l10n.t('Projects without buckets'),
      provider: l10n.t('All export buckets'),
      region: l10n.t('All export buckets'),
      year: l10n.t('All export buckets'),
      project: l10n.t('Projects with export buckets'),
      name: l10n.t('Duplicate names'),
      role: l10n.t('Roles used in several projects'),
      brokenRole: l10n.t('Export buckets with broken roles'),
      unused: l10n.t('Unused export buckets'),
      newest: l10n.t('Newest export buckets'),
    }[figure];
  }
  const { bucket, project } = first;
  switch (figure) {
    case 'provider':
      return shownName(providerName(bucket));
    case 'region':
      return `${shownName(providerName(bucket))} · ${shownName(bucket.region ?? l10n.t('region not reported'))}`;
    case 'year':
      return l10n.t('Registered in {0}', key);
    case 'project':
      return shownName(project.project.name);
    case 'name':
      return l10n.t('Export buckets named “{0}”', shownName(bucket.bucketName));
    case 'role':
      return l10n.t('Export buckets using role {0}', shownName(roleIdOf(bucket) ?? ''));
    case 'all':
    case 'withoutBucket':
    case 'brokenRole':
    case 'unused':
    case 'newest':
      return shownName(key);
  }
}

function bucketRow({ project, bucket }: BucketInProject<SnapshotProject>, { l10n }: Language): Row {
  const [name, bucketName] = [shownName(project.project.name), shownName(bucket.bucketName)];
  return {
    row: project.bucketRowId(bucket._id),
    kind: 'bucket',
    copy: l10n.t('Copy Bucket ID'),
    description: l10n.t('Show {0} ({1}) in the tree', bucketName, name),
    cells: [
      bucketName,
      name,
      [providerName(bucket), bucket.region ?? '']
        .filter((text) => text !== '')
        .map(shownName)
        .join(' · '),
      isoDate(bucket._id),
      bucket._id,
    ],
  };
}

function projectRow({ project, organization, buckets, row }: SnapshotProject, language: Language): Row {
  return {
    row,
    kind: 'project',
    copy: language.l10n.t('Copy Project ID'),
    description: language.l10n.t('Show {0} in the tree', shownName(project.name)),
    // The ID tells organizations apart while their names aren't loaded.
    cells: [
      shownName(project.name),
      shownName(organization ?? project.orgId ?? ''),
      number(language, buckets.length),
      project.id,
    ],
  };
}

function more(count: number, maxRows: number, language: Language): Pick<List, 'more'> {
  return count > maxRows ? { more: language.l10n.t('Show {0} more', number(language, count - maxRows)) } : {};
}
