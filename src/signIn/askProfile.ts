import { l10n } from 'vscode';
import type { ImportedProfile } from './importedProfile';
import { chooseProfile } from './profileChoices';
import { choose, type Outcome, type StepPosition } from './quickInput';

/**
 * Reads the Atlas CLI's configuration file and lets the user choose one of its profiles, as a copy.
 * @returns `back` when there is none to choose from
 */
export function askProfile(file: string, position: StepPosition): Promise<Outcome<ImportedProfile>> {
  return chooseProfile({ file, environment: process.env }, position, { ask: { choose }, l10n });
}
