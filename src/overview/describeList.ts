import { providerName, roleIdOf } from '../atlas/models';
import { registeredAt } from '../atlas/objectId';
import { groupsOf, bucketsOf, projectsWithoutBucket, type BucketInProject } from './figures';
import { exportBuckets, number, projects, type Language } from '../text/language';
import type { List, Row, Selection } from './protocol';
import { selectionKey } from './selectionKey';
import { coverageOf, type Snapshot, type SnapshotProject } from './snapshot';
import { shownName } from '../text/invisible';

/**
 * Returns the list of a figure.
 * @param maxRows maximum number of rows
 */
export function describeList(snapshot: Snapshot, selection: Selection, maxRows: number, language: Language): List {
  const { l10n } = language;
  const found = itemsOf(snapshot, selection);
  const back = l10n.t('Back to the Overview');
  const title = titleOf(selection, found, language);
  const { isWhole } = coverageOf(snapshot);
  const atLeast = (count: string): string => (isWhole ? count : l10n.t('at least {0}', count));
  if (found.kind === 'projects') {
    return {
      back,
      title,
      basis: atLeast(projects(language, found.projects.length)),
      columns: [l10n.t('Project'), l10n.t('Organization'), l10n.t('Export buckets'), l10n.t('Project ID')],
      rows: found.projects.slice(0, maxRows).map((project) => projectRow(project, language)),
      ...more(found.projects.length, maxRows, language),
    };
  }
  const all = new Set(found.buckets.map(({ project }) => project));
  return {
    back,
    title,
    basis: atLeast(l10n.t('{0} in {1}', exportBuckets(language, found.buckets.length), projects(language, all.size))),
    columns: [l10n.t('Name'), l10n.t('Project'), l10n.t('Provider'), l10n.t('Registered'), l10n.t('Bucket ID')],
    rows: found.buckets.slice(0, maxRows).map((entry) => bucketRow(entry, language)),
    ...more(found.buckets.length, maxRows, language),
  };
}

type Found =
  | { readonly kind: 'projects'; readonly projects: readonly SnapshotProject[] }
  | { readonly kind: 'buckets'; readonly buckets: readonly BucketInProject<SnapshotProject>[] };

/** Returns the items of a selection. Empty if its group no longer exists. */
function itemsOf({ projects: all }: Snapshot, { figure, key }: Selection): Found {
  const buckets = bucketsOf(all);
  if (figure === 'all') {
    return { kind: 'buckets', buckets };
  }
  if (figure === 'withoutBucket') {
    return { kind: 'projects', projects: projectsWithoutBucket(all) };
  }
  const groups = groupsOf(figure, buckets);
  if (key === undefined && figure === 'project') {
    return { kind: 'projects', projects: groups.flatMap((group) => group.buckets[0]?.project ?? []) };
  }
  return {
    kind: 'buckets',
    buckets: groups
      .filter((group) => key === undefined || selectionKey(group.key) === key)
      .flatMap((group) => group.buckets),
  };
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
      return shownName(key);
  }
}

function bucketRow({ project, bucket }: BucketInProject<SnapshotProject>, { l10n, locale }: Language): Row {
  const [name, bucketName] = [shownName(project.project.name), shownName(bucket.bucketName)];
  return {
    row: project.bucketRowId(bucket._id),
    description: l10n.t('Show {0} ({1}) in the tree', bucketName, name),
    cells: [
      bucketName,
      name,
      [providerName(bucket), bucket.region ?? '']
        .filter((text) => text !== '')
        .map(shownName)
        .join(' · '),
      registeredAt(bucket._id).toLocaleDateString(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
      bucket._id,
    ],
  };
}

function projectRow({ project, organization, buckets, row }: SnapshotProject, language: Language): Row {
  return {
    row,
    description: language.l10n.t('Show {0} in the tree', shownName(project.name)),
    cells: [shownName(project.name), shownName(organization ?? ''), number(language, buckets.length), project.id],
  };
}

function more(count: number, maxRows: number, language: Language): Pick<List, 'more'> {
  return count > maxRows ? { more: language.l10n.t('Show {0} more', number(language, count - maxRows)) } : {};
}
