import { isOne, type Language, number } from '../text/language';
import { isoDate } from '../text/wording';
import {
  bucketsOf,
  bucketsWith,
  groupsOf,
  newestFirst,
  projectsWithoutBucket,
  rolesAreKnown,
  type BucketInProject,
  type FindingName,
} from './figures';
import type { Tile } from './protocol';
import { coverageOf, type Snapshot } from './snapshot';

/**
 * Returns the numbers of the overview: first what needs attention, then counts. A number that may grow when more is
 * loaded is marked as a minimum.
 */
export function tilesOf(snapshot: Snapshot, language: Language): Tile[] {
  const { l10n } = language;
  const { isWhole } = coverageOf(snapshot);
  const buckets: readonly BucketInProject[] = bucketsOf(snapshot.projects);
  const tile = (count: number, label: string, selection: Tile['selection'], isExact = true): Tile => ({
    value: isWhole && isExact ? number(language, count) : l10n.t('at least {0}', number(language, count)),
    label,
    ...(count > 0 && selection !== undefined && { selection }),
  });
  /** Returns how many buckets have a finding, which is only known for those that were checked. */
  const findingTile = (finding: FindingName, label: string, figure: 'brokenRole' | 'unused'): Tile => {
    const { buckets: found, known } = bucketsWith(finding, buckets, snapshot.findings);
    const isKnown = known === buckets.length;
    return known === 0 && !isKnown
      ? { value: l10n.t('not checked'), label }
      : tile(
          found.length,
          isKnown
            ? label
            : l10n.t('{0} ({1} of {2} known)', label, number(language, known), number(language, buckets.length)),
          { figure },
          isKnown,
        );
  };
  const counts = {
    buckets: buckets.length,
    withBuckets: groupsOf('project', buckets).length,
    withoutBuckets: projectsWithoutBucket(snapshot.projects).length,
    names: groupsOf('name', buckets).length,
    roles: groupsOf('role', buckets).length,
  };
  return [
    findingTile('hasBrokenRole', l10n.t('buckets with broken roles'), 'brokenRole'),
    findingTile('isUnused', l10n.t('unused buckets'), 'unused'),
    tile(counts.names, isOne(language, counts.names) ? l10n.t('duplicate name') : l10n.t('duplicate names'), {
      figure: 'name',
    }),
    tile(
      counts.roles,
      isOne(language, counts.roles)
        ? l10n.t('role used in several projects')
        : l10n.t('roles used in several projects'),
      { figure: 'role' },
      rolesAreKnown(buckets),
    ),
    ...newestTile(buckets, isWhole, language),
    tile(counts.buckets, isOne(language, counts.buckets) ? l10n.t('export bucket') : l10n.t('export buckets'), {
      figure: 'all',
    }),
    tile(
      counts.withBuckets,
      isOne(language, counts.withBuckets)
        ? l10n.t('project with export buckets')
        : l10n.t('projects with export buckets'),
      { figure: 'project' },
    ),
    tile(
      counts.withoutBuckets,
      isOne(language, counts.withoutBuckets) ? l10n.t('project without buckets') : l10n.t('projects without buckets'),
      { figure: 'withoutBucket' },
    ),
  ];
}

function newestTile(buckets: readonly BucketInProject[], isWhole: boolean, { l10n }: Language): Tile[] {
  const [newest] = newestFirst(buckets);
  return newest === undefined
    ? []
    : [
        {
          value: isoDate(newest.bucket._id),
          label: isWhole ? l10n.t('newest export bucket') : l10n.t('newest loaded export bucket'),
          selection: { figure: 'newest' },
        },
      ];
}
