import { l10n } from 'vscode';
import type { Conversation } from './conversation';
import { chooseProfile } from './profileChoices';
import { choose, confirm, enterText } from './quickInput';
import { verifyKeys } from './verifyKeys';

const prompts = { choose, enterText, confirm };

/** The conversation with the user of this window. */
export const conversation: Conversation = {
  l10n,
  prompts,
  verify: verifyKeys,
  chooseProfile: (file, position) => chooseProfile({ file, environment: process.env }, position, { prompts, l10n }),
};
