import { l10n, window, type QuickPick } from 'vscode';
import type { FindItem } from './findItems';

/** Returns the Quick Pick of *Find Export Bucket*, without items. */
export function createPicker(): QuickPick<FindItem> {
  const picker = window.createQuickPick<FindItem>();
  picker.placeholder = l10n.t('Bucket name, bucket ID, role ID, or project');
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.keepScrollPosition = true;
  // The user may copy an ID from another window, and a search runs until it is stopped.
  picker.ignoreFocusOut = true;
  keepOrder(picker);
  return picker;
}

/**
 * Keeps the items in ranking order. The property is a proposed API. If VS Code rejects it, the items are sorted by name
 * and everything else works.
 */
function keepOrder(picker: QuickPick<FindItem>): void {
  try {
    Object.assign(picker, { sortByLabel: false });
  } catch {
    // Only the ranking order is lost.
  }
}
