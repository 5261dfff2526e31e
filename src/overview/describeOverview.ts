import { providerName, type ExportBucket } from '../atlas/models';
import {
  countProjects,
  groupsOf,
  holdingsOf,
  projectsWithoutBucket,
  type Figure,
  type Group,
  type Holding,
} from './figures';
import { exportBuckets, number, projects, type Language } from '../language';
import type { Chart, Color, Mark, Overview, Progress, Tile } from './protocol';
import { selectionKey } from './selectionKey';
import type { Stock, StockedProject } from './stock';
import { shownName } from '../text/invisible';
import { plainText } from '../text/sinks';

/** How many bars a chart has before the person asks for more, and then. */
const FEW_BARS = 8;
const MANY_BARS = 200;
/** Problems that are named; of more, how many there are. */
const MOST_PROBLEMS = 8;

export interface OverviewState {
  /** The figures whose smaller groups are shown too. */
  readonly expanded: ReadonlySet<Figure>;
  readonly progress?: Progress;
}

/** What the overview shows of all that is known so far. */
export function describeOverview(stock: Stock, { expanded, progress }: OverviewState, language: Language): Overview {
  const { l10n } = language;
  const holdings = holdingsOf(stock.projects);
  const chart = (figure: Figure, words: Pick<Chart, 'title' | 'note' | 'empty'>, markOf: MarkOf): Chart => {
    const groups = groupsOf(figure, holdings);
    const most = figure === 'year' ? groups.length : expanded.has(figure) ? MANY_BARS : FEW_BARS;
    const hasMore = groups.length > most && !expanded.has(figure);
    return {
      figure,
      ...words,
      shape: figure === 'year' ? 'columns' : 'bars',
      marks: groups.slice(0, most).map((group) => markFor(group, markOf(group), language)),
      ...(hasMore && { expand: l10n.t('Show {0} more', number(language, Math.min(groups.length, MANY_BARS) - most)) }),
    };
  };
  return {
    title: l10n.t('Export Buckets at a Glance'),
    basis: basisOf(stock, language),
    ...(progress === undefined && !isComplete(stock) && { load: l10n.t('Load the Rest') }),
    ...(progress !== undefined && { progress }),
    problems: problemsOf(stock, language),
    tiles: tilesOf(stock, holdings, language),
    charts: [
      chart(
        'year',
        {
          title: l10n.t('Registered by year'),
          note: l10n.t('By the time that is part of each bucket’s ID, in UTC.'),
          empty: l10n.t('No export bucket is known yet.'),
        },
        ({ key }) => ({ label: key, detail: '', color: 'plain' }),
      ),
      chart(
        'provider',
        { title: l10n.t('By provider'), note: '', empty: l10n.t('No export bucket is known yet.') },
        (group) => ({
          label: nameOfProvider(group),
          detail: share(group, holdings.length, language),
          color: colorOf(group),
        }),
      ),
      chart(
        'region',
        {
          title: l10n.t('By region'),
          note: l10n.t('Atlas names regions of AWS alone, and those some time after a bucket was registered.'),
          empty: l10n.t('No export bucket is known yet.'),
        },
        (group) => ({
          label: group.holdings[0]?.bucket.region ?? l10n.t('not said'),
          detail: nameOfProvider(group),
          color: colorOf(group),
        }),
      ),
      chart(
        'project',
        { title: l10n.t('By project'), note: '', empty: l10n.t('No project with an export bucket is known yet.') },
        (group) => ({
          label: group.holdings[0]?.project.project.name ?? '',
          detail: group.holdings[0]?.project.organization ?? '',
          color: 'plain',
        }),
      ),
      chart(
        'name',
        {
          title: l10n.t('Names that several have'),
          note: l10n.t('A bucket may be registered in several projects, and more than once in one.'),
          empty: l10n.t('Each name is there once.'),
        },
        (group) => ({ label: group.key, detail: inProjects(group, language), color: 'plain' }),
      ),
      chart(
        'role',
        {
          title: l10n.t('Roles used in several projects'),
          note: l10n.t('Who changes such a role changes the exports of all of them.'),
          empty: l10n.t('No role is used in several projects.'),
        },
        (group) => ({ label: group.key, detail: inProjects(group, language), color: colorOf(group) }),
      ),
    ],
  };
}

function problemsOf({ problems }: Stock, language: Language): string[] {
  const others = problems.length - MOST_PROBLEMS;
  return [
    ...problems.slice(0, MOST_PROBLEMS).map((problem) => plainText(problem)),
    ...(others > 0 ? [language.l10n.t('{0} more could not be read', number(language, others))] : []),
  ];
}

type MarkOf = (group: Group<StockedProject>) => Pick<Mark, 'label' | 'detail' | 'color'>;

function markFor({ key, holdings }: Group, mark: ReturnType<MarkOf>, language: Language): Mark {
  const count = exportBuckets(language, holdings.length);
  const [label, detail] = [shownName(mark.label), shownName(mark.detail)];
  const what = [label, detail].filter((text) => text !== '').join(', ');
  return {
    ...mark,
    label,
    detail,
    key: selectionKey(key),
    count: holdings.length,
    value: number(language, holdings.length),
    spoken: `${what}: ${count}`,
  };
}

/** Whether there is nothing left to be read. */
function isComplete({ projects: known, isListed, readAt }: Stock): boolean {
  return readAt !== undefined && isListed && known.every((project) => project.isComplete);
}

function basisOf({ projects: known, projectCount, isListed, readAt }: Stock, language: Language): string {
  const { l10n, locale } = language;
  if (readAt === undefined) {
    return l10n.t('Nothing has been read yet.');
  }
  const read = number(language, known.filter((project) => project.isComplete).length);
  const all = projects(language, Math.max(projectCount, known.length));
  const time = new Date(readAt).toLocaleTimeString(locale, { timeStyle: 'short' });
  return isListed
    ? l10n.t('{0} of {1}, read at {2}', read, all, time)
    : l10n.t('{0} of about {1}, read at {2}', read, all, time);
}

function tilesOf(stock: Stock, holdings: readonly Holding<StockedProject>[], language: Language): Tile[] {
  const { l10n } = language;
  const tile = (count: number, label: string, selection: Tile['selection']): Tile => ({
    value: number(language, count),
    label,
    ...(count > 0 && selection !== undefined && { selection }),
  });
  return [
    tile(holdings.length, l10n.t('export buckets'), { figure: 'all' }),
    tile(groupsOf('project', holdings).length, l10n.t('projects with export buckets'), { figure: 'project' }),
    tile(projectsWithoutBucket(stock.projects).length, l10n.t('projects without any'), { figure: 'withoutBucket' }),
    tile(groupsOf('name', holdings).length, l10n.t('names that several have'), { figure: 'name' }),
    tile(groupsOf('role', holdings).length, l10n.t('roles used in several projects'), { figure: 'role' }),
  ];
}

function nameOfProvider({ key, holdings: [first] }: Group): string {
  return first === undefined ? key : providerName(first.bucket);
}

function colorOf({ holdings: [first] }: Group): Color {
  const colors: Partial<Record<ExportBucket['cloudProvider'], Color>> = { AWS: 'aws', AZURE: 'azure', GCP: 'gcp' };
  const provider = first?.bucket.cloudProvider ?? '';
  return (Object.hasOwn(colors, provider) ? colors[provider] : undefined) ?? 'other';
}

function share({ holdings }: Group, all: number, { locale }: Language): string {
  return (holdings.length / all).toLocaleString(locale, { style: 'percent', maximumSignificantDigits: 3 });
}

function inProjects(group: Group, language: Language): string {
  return language.l10n.t('in {0}', projects(language, countProjects(group)));
}
