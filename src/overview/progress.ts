import type { LoadAllProgress } from '../model/loadAll';
import { loadedSoFar, number, projects as projectCount, type Language } from '../text/language';
import { withWait } from '../webview/waiting';
import type { Progress } from './protocol';

/** Returns how much is loaded. */
export function loadProgress(progress: LoadAllProgress, language: Language): Progress {
  const { l10n } = language;
  const { projects, of, waitingUntil } = progress;
  const label = withWait(loadedSoFar(language, progress), waitingUntil, language);
  return { label, done: projects, total: Math.max(of, 1), cancel: l10n.t('Cancel') };
}

/** Returns how many projects' roles are checked. */
export function rolesProgress(done: number, total: number, language: Language): Progress {
  const { l10n } = language;
  return {
    label: l10n.t('Roles of {0} of {1}', number(language, done), projectCount(language, total)),
    done,
    total: Math.max(total, 1),
    cancel: l10n.t('Cancel'),
  };
}
