import { providerName, type ExportBucket } from '../../atlas/models';
import type { ReferenceSubject } from '../../references/reference';
import { consolePage } from '../../references/storage';
import { targetId, writeTarget, type DetailsTarget } from '../detailsTarget';
import type { ActionId, Button, Page, Section, SectionId } from '../protocol';
import type { Language } from '../../text/language';
import { cut } from '../../text/invisible';
import { button } from './blocks';

/** Maximum characters of a name in the heading. */
const MAX_NAME = 200;

export function sectionTitle(id: SectionId, { l10n }: Language): string {
  switch (id) {
    case 'identity':
      return l10n.t('Identity');
    case 'role':
      return l10n.t('Role');
    case 'usedBy':
      return l10n.t('Used by');
    case 'references':
      return l10n.t('Code snippets');
  }
}

/**
 * Returns the content of the page.
 * @param bucket the bucket as last loaded
 * @param origin the credential's base URL; undefined if the credential was removed, so there are no actions
 */
export function pageOf(
  target: DetailsTarget,
  bucket: ExportBucket,
  sections: readonly Section[],
  origin: string | undefined,
  language: Language,
): Page {
  return {
    id: targetId(target),
    title: cut(bucket.bucketName, MAX_NAME),
    subtitle: [providerName(bucket), bucket.region, target.project.name]
      .flatMap((part) => (part === undefined || part === '' ? [] : cut(part, MAX_NAME)))
      .join(' · '),
    state: writeTarget({ ...target, bucket }),
    actionsLabel: language.l10n.t('Actions'),
    actions: origin === undefined ? [] : actions({ bucket, projectId: target.project.id, origin }, language),
    sections,
  };
}

function actions(subject: ReferenceSubject, { l10n }: Language): Button[] {
  const action = (title: string, id: ActionId): Button => button(title, { type: 'action', action: id });
  return [
    { ...action(l10n.t('Refresh'), 'refresh'), icon: 'refresh' },
    action(l10n.t('Open as JSON'), 'openJson'),
    action(l10n.t('Show Raw API Response'), 'showRawResponse'),
    action(l10n.t('Open in Atlas'), 'openProject'),
    ...(consolePage(subject) === undefined ? [] : [action(l10n.t('Open in Cloud Console'), 'openCloudConsole')]),
  ];
}
