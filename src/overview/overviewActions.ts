import { isOne, type Language, number } from '../text/language';
import { projectsToCheck } from './checkRoles';
import type { Button } from './protocol';
import type { Coverage, Snapshot } from './snapshot';

/** Returns the buttons that send requests, with how many, if it is known. */
export function overviewActions(snapshot: Snapshot, { isEmpty }: Coverage, language: Language): Button[] {
  const { l10n } = language;
  const requests = projectsToCheck(snapshot).length;
  const load = (title: string, primary: boolean): Button => ({
    key: 'load',
    title,
    request: { type: 'load' },
    primary,
  });
  return [
    ...(!snapshot.hasMore
      ? []
      : snapshot.hasUnrequested
        ? [load(isEmpty ? l10n.t('Load Everything') : l10n.t('Load the Rest'), true)]
        : // Only failures are left, which are listed with their causes.
          [load(l10n.t('Retry Failed'), false)]),
    ...(requests === 0
      ? []
      : [
          {
            key: 'checkRoles',
            title: isOne(language, requests)
              ? l10n.t('Check Roles ({0} request)', number(language, requests))
              : l10n.t('Check Roles ({0} requests)', number(language, requests)),
            request: { type: 'checkRoles' } as const,
          },
        ]),
  ];
}
