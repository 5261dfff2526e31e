import { shownName } from '../../text/invisible';
import { number } from '../../text/language';
import { plainText } from '../../text/sinks';
import type { Statement } from '../protocol';
import type { DescribeOptions } from './describe';
import { isFailure } from './lastExport';
import { clustersOf, type ProjectExports } from './projectExports';

/** Maximum number of projects that a notice names. Further ones are counted. */
const MAX_NAMES = 8;

/** Returns what could not be checked, and what concerns whole projects. Each notice names all its projects. */
export function noticesOf(projects: readonly ProjectExports[], options: DescribeOptions): Statement[] {
  const { language, describeFailure } = options;
  const { l10n } = language;
  const names = (found: readonly ProjectExports[]): string =>
    [
      ...found.slice(0, MAX_NAMES).map(({ project }) => shownName(project.name)),
      ...(found.length > MAX_NAMES ? [l10n.t('{0} more', number(language, found.length - MAX_NAMES))] : []),
    ].join(', ');
  const notice = (
    tone: Statement['tone'],
    matches: (project: ProjectExports) => boolean,
    text: (names: string) => string,
  ): Statement[] => {
    const found = projects.filter(matches);
    return found.length === 0 ? [] : [{ tone, text: text(names(found)) }];
  };
  const failed = projects.flatMap((project) =>
    project.clusters.kind === 'failed'
      ? [
          {
            tone: 'warning',
            text: plainText(
              l10n.t('{0}: {1}', shownName(project.project.name), describeFailure(project.clusters.failure, project)),
            ),
          } as const,
        ]
      : [],
  );
  const others = failed.length - MAX_NAMES;
  return [
    ...failed.slice(0, MAX_NAMES),
    ...(others > 0
      ? [{ tone: 'warning', text: l10n.t('{0} more not loaded', number(language, others)) } as const]
      : []),
    ...notice(
      'warning',
      ({ clusters }) => clusters.kind === 'forbidden',
      (found) => l10n.t('The clusters of these projects require the Project Read Only role: {0}', found),
    ),
    ...notice(
      'information',
      (project) => clustersOf(project).some(({ jobs }) => jobs.kind === 'forbidden'),
      (found) =>
        l10n.t(
          'Export jobs require the Project Backup Manager role. Without it, the last exports and the reasons of failures are unknown in: {0}',
          found,
        ),
    ),
    ...notice(
      'warning',
      ({ clusters }) => clusters.kind === 'loaded' && (clusters.value.unreadable > 0 || !clusters.value.isComplete),
      (found) =>
        l10n.t(
          'Some clusters of these projects are missing, because Atlas returned them in an unsupported format: {0}',
          found,
        ),
    ),
    ...notice(
      'warning',
      ({ events }) =>
        events.kind === 'loaded' &&
        events.value.items.some(
          ({ eventTypeName, clusterName }) => clusterName === undefined && isFailure(eventTypeName),
        ),
      (found) => l10n.t('Exports failed in the last 60 days, and Atlas doesn’t say of which clusters, in: {0}', found),
    ),
  ];
}
