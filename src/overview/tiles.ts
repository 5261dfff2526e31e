import { number, type Language } from '../text/language';
import { groupsOf, bucketsOf, projectsWithoutBucket, rolesAreKnown, type BucketInProject } from './figures';
import type { Tile } from './protocol';
import { coverageOf, type Snapshot } from './snapshot';

/** Returns the numbers of the overview. A number that may grow when more is loaded is marked as a minimum. */
export function tilesOf(snapshot: Snapshot, language: Language): Tile[] {
  const { l10n } = language;
  const { isWhole } = coverageOf(snapshot);
  const buckets: readonly BucketInProject[] = bucketsOf(snapshot.projects);
  const tile = (count: number, label: string, selection: Tile['selection'], isExact = true): Tile => ({
    value: isWhole && isExact ? number(language, count) : l10n.t('at least {0}', number(language, count)),
    label,
    ...(count > 0 && selection !== undefined && { selection }),
  });
  const counts = {
    buckets: buckets.length,
    withBuckets: groupsOf('project', buckets).length,
    withoutBuckets: projectsWithoutBucket(snapshot.projects).length,
    names: groupsOf('name', buckets).length,
    roles: groupsOf('role', buckets).length,
  };
  return [
    tile(counts.buckets, counts.buckets === 1 ? l10n.t('export bucket') : l10n.t('export buckets'), { figure: 'all' }),
    tile(
      counts.withBuckets,
      counts.withBuckets === 1 ? l10n.t('project with export buckets') : l10n.t('projects with export buckets'),
      { figure: 'project' },
    ),
    tile(
      counts.withoutBuckets,
      counts.withoutBuckets === 1 ? l10n.t('project without buckets') : l10n.t('projects without buckets'),
      { figure: 'withoutBucket' },
    ),
    tile(counts.names, counts.names === 1 ? l10n.t('duplicate name') : l10n.t('duplicate names'), { figure: 'name' }),
    tile(
      counts.roles,
      counts.roles === 1 ? l10n.t('role used in several projects') : l10n.t('roles used in several projects'),
      { figure: 'role' },
      rolesAreKnown(buckets),
    ),
  ];
}
