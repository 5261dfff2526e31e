import { EVERY_INVISIBLE, INVISIBLE } from './invisible';

const INVISIBLES_BUT_LINES = new RegExp(`(?![\\n\\t])${INVISIBLE.source}`, 'gu');

/**
 * Removes invisible characters, except line breaks and tabs, from text of this extension that is copied or inserted,
 * such as IDs and references. A control character could run a command in a terminal, and others could reverse or hide
 * text.
 */
export function copiedText(text: string): string {
  return text.replace(INVISIBLES_BUT_LINES, '');
}

/** A value from Atlas for the clipboard, without invisible characters. */
export interface CopiedValue {
  readonly text: string;
  /** The number of removed characters, including line breaks. */
  readonly removed: number;
}

/**
 * Removes all invisible characters from a value for the clipboard. A line break would run it in a terminal, and a
 * bidirectional character would disguise it there.
 */
export function copiedValue(value: string): CopiedValue {
  const text = value.replace(EVERY_INVISIBLE, '');
  return { text, removed: value.length - text.length };
}
