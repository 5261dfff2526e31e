import { number, type Language } from '../text/language';
import { groupsOf, holdingsOf, projectsWithoutBucket, rolesAreKnown, type Holding } from './figures';
import type { Tile } from './protocol';
import { coverageOf, type Stock } from './stock';

/** The numbers of the overview. One that may grow with what is not loaded says that it is a minimum. */
export function tilesOf(stock: Stock, language: Language): Tile[] {
  const { l10n } = language;
  const { isWhole } = coverageOf(stock);
  const holdings: readonly Holding[] = holdingsOf(stock.projects);
  const tile = (count: number, label: string, selection: Tile['selection'], isExact = true): Tile => ({
    value: isWhole && isExact ? number(language, count) : l10n.t('at least {0}', number(language, count)),
    label,
    ...(count > 0 && selection !== undefined && { selection }),
  });
  const counts = {
    buckets: holdings.length,
    withBuckets: groupsOf('project', holdings).length,
    withoutBuckets: projectsWithoutBucket(stock.projects).length,
    names: groupsOf('name', holdings).length,
    roles: groupsOf('role', holdings).length,
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
      rolesAreKnown(holdings),
    ),
  ];
}
