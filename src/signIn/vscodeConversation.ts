import { l10n } from 'vscode';
import { askProfile } from './askProfile';
import type { Conversation } from './conversation';
import { askFor, choose, confirm } from './quickInput';
import { verifyKeys } from './verifyKeys';

/** The conversation with the user of this window. */
export const conversation: Conversation = {
  l10n,
  ask: { choose, askFor, confirm },
  verify: verifyKeys,
  chooseProfile: askProfile,
};
