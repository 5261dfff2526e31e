import type { ExportBucket } from '../../atlas/models';
import type { ReferenceSubject } from '../../references/reference';
import { consolePage } from '../../references/storage';
import type { DetailsTarget } from '../detailsTarget';
import { COPY_ID, type ActionId, type Button, type Header, type SectionId, type Statement } from '../protocol';
import type { Language } from '../../text/language';
import { cut } from '../../text/invisible';
import { joined } from '../../text/wording';
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
    case 'health':
      return l10n.t('Export health');
    case 'references':
      return l10n.t('Code snippets');
  }
}

/**
 * Returns the header of the page: name, ID, project, and whether exports work.
 * @param bucket the bucket as last loaded
 * @param origin the credential's base URL; undefined if the credential was removed, so there are no actions
 */
export function headerOf(
  { project }: DetailsTarget,
  bucket: ExportBucket,
  status: readonly Statement[],
  origin: string | undefined,
  language: Language,
): Header {
  const { l10n } = language;
  return {
    title: cut(bucket.bucketName, MAX_NAME),
    subtitle: joined([bucket._id, cut(project.name, MAX_NAME)]),
    statusLabel: l10n.t('Status'),
    status: status.map(({ tone, text }) => ({ tone, text: cut(text, MAX_NAME) })),
    actionsLabel: l10n.t('Actions'),
    actions: origin === undefined ? [] : actions({ bucket, projectId: project.id, origin }, language),
  };
}

function actions(subject: ReferenceSubject, { l10n }: Language): Button[] {
  const action = (title: string, id: ActionId): Button => button(title, { type: 'action', action: id });
  return [
    { ...button(l10n.t('Copy Bucket ID'), { type: 'copyId' }, true), icon: 'copy', key: COPY_ID },
    action(l10n.t('Copy As…'), 'copyAs'),
    { ...action(l10n.t('Refresh'), 'refresh'), icon: 'refresh' },
    action(l10n.t('Open as JSON'), 'openJson'),
    action(l10n.t('Open in Atlas'), 'openProject'),
    ...(consolePage(subject) === undefined ? [] : [action(l10n.t('Open in Cloud Console'), 'openCloudConsole')]),
  ];
}
