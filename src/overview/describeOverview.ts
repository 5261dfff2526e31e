import { providerName } from '../atlas/models';
import { countProjects, groupsOf, bucketsOf, type Figure, rolesAreKnown, type Group } from './figures';
import { exportBuckets, isOne, type Language, number, projects } from '../text/language';
import { overviewActions } from './overviewActions';
import type { Chart, Color, Mark, Overview, Progress } from './protocol';
import { selectionKey } from './selectionKey';
import { coverageOf, type Coverage, type Snapshot, type SnapshotProject } from './snapshot';
import { tilesOf } from './tiles';
import { shownName } from '../text/invisible';
import { plainText } from '../text/sinks';
import { dateAndTime } from '../text/wording';

/** Maximum bars of a chart, before and after the user expands it. */
const FEW_BARS = 8;
const MANY_BARS = 200;
/** Shares closer to none or to all are shown as less or more than this, never as zero or all. */
const SMALLEST_SHARE = 0.001;
/** Maximum problems that are listed. Further ones are counted. */
const MAX_PROBLEMS = 8;

export interface OverviewState {
  /** The figures that the user expanded. */
  readonly expanded: ReadonlySet<Figure>;
  readonly progress?: Progress | undefined;
}

/**
 * Returns the content of the overview. It has no figures until something is loaded, and says that something doesn't
 * exist only if everything is loaded.
 */
export function describeOverview(
  snapshot: Snapshot,
  { expanded, progress }: OverviewState,
  language: Language,
): Overview {
  const { l10n } = language;
  const coverage = coverageOf(snapshot);
  const header = {
    title: l10n.t('Export Buckets at a Glance'),
    basis: basisOf(snapshot, coverage, language),
    actions: progress === undefined ? overviewActions(snapshot, coverage, language) : [],
    ...(progress !== undefined && { progress }),
    problems: problemsOf(snapshot, language),
  };
  if (coverage.isEmpty) {
    return { ...header, tiles: [], charts: [] };
  }
  const buckets = bucketsOf(snapshot.projects);
  const noneSoFar = noneFound(coverage, language);
  /** Returns the text for a chart without marks. A definite "none" requires that everything is loaded. */
  const none = (words: string, isKnown = true): string => (coverage.isWhole && isKnown ? words : noneSoFar);
  const chart = (figure: Figure, words: Pick<Chart, 'title' | 'note' | 'empty'>, markOf: MarkOf): Chart => {
    const groups = groupsOf(figure, buckets);
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
    ...header,
    tiles: tilesOf(snapshot, language),
    charts: [
      chart(
        'name',
        {
          title: l10n.t('Duplicate names'),
          note: l10n.t('A bucket can be registered in several projects, and several times in the same project.'),
          empty: none(l10n.t('No duplicates.')),
        },
        (group) => ({ label: group.key, detail: inProjects(group, language), color: 'plain' }),
      ),
      chart(
        'role',
        {
          title: l10n.t('Roles used in several projects'),
          note: l10n.t('Changing such a role affects the exports of all its projects.'),
          empty: none(l10n.t('No role is used in several projects.'), rolesAreKnown(buckets)),
        },
        (group) => ({ label: group.key, detail: inProjects(group, language), color: colorOf(group) }),
      ),
      chart(
        'provider',
        { title: l10n.t('By provider'), note: '', empty: none(l10n.t('No export buckets.')) },
        (group) => ({
          label: nameOfProvider(group),
          detail: share(group, buckets.length, language),
          color: colorOf(group),
        }),
      ),
      chart(
        'region',
        {
          title: l10n.t('By region'),
          note: l10n.t('Atlas reports regions for AWS only, and some time after registration.'),
          empty: none(l10n.t('No export buckets.')),
        },
        (group) => ({
          label: group.buckets[0]?.bucket.region ?? l10n.t('not reported'),
          detail: nameOfProvider(group),
          color: colorOf(group),
        }),
      ),
      chart(
        'project',
        { title: l10n.t('By project'), note: '', empty: none(l10n.t('No projects with export buckets.')) },
        (group) => ({
          label: group.buckets[0]?.project.project.name ?? '',
          detail: group.buckets[0]?.project.organization ?? '',
          color: 'plain',
        }),
      ),
      chart(
        'year',
        {
          title: l10n.t('Registered by year'),
          note: l10n.t('Based on the creation time in each bucket ID (UTC).'),
          empty: none(l10n.t('No export buckets.')),
        },
        ({ key }) => ({ label: key, detail: '', color: 'plain' }),
      ),
    ],
  };
}

function problemsOf({ problems }: Snapshot, language: Language): string[] {
  const others = problems.length - MAX_PROBLEMS;
  return [
    ...problems.slice(0, MAX_PROBLEMS).map((problem) => plainText(problem)),
    ...(others > 0 ? [language.l10n.t('{0} more not loaded', number(language, others))] : []),
  ];
}

type MarkOf = (group: Group<SnapshotProject>) => Pick<Mark, 'label' | 'detail' | 'color'>;

function markFor({ key, buckets }: Group, mark: ReturnType<MarkOf>, language: Language): Mark {
  const count = exportBuckets(language, buckets.length);
  const [label, detail] = [shownName(mark.label), shownName(mark.detail)];
  const what = [label, detail].filter((text) => text !== '').join(', ');
  return {
    ...mark,
    label,
    detail,
    key: selectionKey(key),
    count: buckets.length,
    value: number(language, buckets.length),
    description: `${what}: ${count}`,
  };
}

function basisOf(snapshot: Snapshot, coverage: Coverage, language: Language): string {
  return [
    ...(coverage.isEmpty ? nothingLoaded(snapshot, coverage, language) : loaded(snapshot, coverage, language)),
    ...filterNote(snapshot, language),
  ].join(' ');
}

function nothingLoaded({ hasMore, isListed }: Snapshot, { of }: Coverage, language: Language): string[] {
  const { l10n } = language;
  const requests = of + (isListed ? 0 : 1);
  return [
    l10n.t('Nothing loaded yet.'),
    ...(!hasMore
      ? []
      : of === 0
        ? [l10n.t('Loading everything takes about one request per project.')]
        : isOne(language, requests)
          ? [l10n.t('Loading everything takes about {0} request.', number(language, requests))]
          : [
              l10n.t(
                'Loading everything takes about {0} requests for {1}.',
                number(language, requests),
                projects(language, of),
              ),
            ]),
  ];
}

function loaded({ isListed, readAt, readSince = readAt }: Snapshot, coverage: Coverage, language: Language): string[] {
  const { l10n } = language;
  const { loaded: whole, of, isWhole } = coverage;
  const all = projects(language, of);
  const times = [readSince, readAt].flatMap((time) => (time === undefined ? [] : dateAndTime(new Date(time))));
  const time = [...new Set(times)].join(' – ');
  return [
    isListed
      ? l10n.t('{0} of {1}, loaded {2}.', number(language, whole), all, time)
      : l10n.t('{0} of about {1}, loaded {2}.', number(language, whole), all, time),
    ...(isWhole ? [] : [l10n.t('The figures cover only what is loaded.')]),
  ];
}

function filterNote({ filter }: Snapshot, { l10n }: Language): string[] {
  const names = [...(filter ?? [])].map((cloudProvider) => providerName({ cloudProvider })).join(', ');
  return filter === undefined ? [] : [l10n.t('The provider filter of the view ({0} only) isn’t applied here.', names)];
}

function noneFound({ loaded: whole, of }: Coverage, language: Language): string {
  return language.l10n.t(
    'None found in the {0} of {1} loaded so far.',
    number(language, whole),
    projects(language, of),
  );
}

function nameOfProvider({ key, buckets: [first] }: Group): string {
  return first === undefined ? key : providerName(first.bucket);
}

function colorOf({ buckets: [first] }: Group): Color {
  return COLORS.get(first?.bucket.cloudProvider ?? '') ?? 'other';
}

const COLORS: ReadonlyMap<string, Color> = new Map([
  ['AWS', 'aws'],
  ['AZURE', 'azure'],
  ['GCP', 'gcp'],
]);

function share({ buckets }: Group, all: number, { locale }: Language): string {
  const part = buckets.length / all;
  const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  if (part < 1 && part > 1 - SMALLEST_SHARE) {
    return `>${format.format(1 - SMALLEST_SHARE)}`;
  }
  return part < SMALLEST_SHARE ? `<${format.format(SMALLEST_SHARE)}` : format.format(part);
}

function inProjects(group: Group, language: Language): string {
  return language.l10n.t({
    message: 'in {0}',
    args: [projects(language, countProjects(group))],
    comment: 'A number of projects',
  });
}
