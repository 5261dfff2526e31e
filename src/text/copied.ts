import { INVISIBLE } from './invisible';

const INVISIBLES = new RegExp(INVISIBLE.source, 'gu');
const INVISIBLES_BUT_LINES = new RegExp(`(?![\\n\\t])${INVISIBLE.source}`, 'gu');

/**
 * Our own lines, such as IDs and references, as they are copied or inserted. A control character could run something
 * where it is pasted into a terminal, and others could turn or hide text, so none is left but line breaks and tabs.
 */
export function copiedText(text: string): string {
  return text.replace(INVISIBLES_BUT_LINES, '');
}

/** A value from Atlas as it is copied: exact, but without invisible characters. */
export interface CopiedValue {
  readonly text: string;
  /** How many invisible characters were left out, line breaks included. */
  readonly removed: number;
}

/**
 * Removes the invisible characters from a value that is about to be copied: a line break would run it in a terminal, and a
 * bidirectional character would show it there as another one.
 */
export function copiedValue(value: string): CopiedValue {
  const text = value.replace(INVISIBLES, '');
  return { text, removed: value.length - text.length };
}
