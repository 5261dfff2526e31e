import type { LoadAllProgress } from '../model/loadAll';
import { clockTime, loadedSoFar, number, projects as projectCount, type Language } from '../text/language';
import type { Progress } from './protocol';

/** Returns how much is loaded. */
export function loadProgress(progress: LoadAllProgress, language: Language): Progress {
  const { l10n } = language;
  const { projects, of, waitingUntil } = progress;
  const soFar = loadedSoFar(language, progress);
  const label =
    waitingUntil === undefined
      ? soFar
      : l10n.t('{0}. Rate limited by Atlas. Resuming at {1}', soFar, clockTime(language, waitingUntil));
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
