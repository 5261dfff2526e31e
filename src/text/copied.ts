const CONTROLS = /\p{Cc}/gu;
const CONTROLS_BUT_LINES = /(?![\n\t])\p{Cc}/gu;

/**
 * Our own lines, such as IDs and references, as they are copied or inserted. A control character could run something
 * where it is pasted into a terminal, so none is left but line breaks and tabs.
 */
export function copiedText(text: string): string {
  return text.replace(CONTROLS_BUT_LINES, '');
}

/** A value from Atlas as it is copied: exact, but without control characters. */
export interface CopiedValue {
  readonly text: string;
  /** How many control characters were left out, line breaks included. */
  readonly removed: number;
}

/** Removes the control characters from a value that is about to be copied: a line break would run it in a terminal. */
export function copiedValue(value: string): CopiedValue {
  const text = value.replace(CONTROLS, '');
  return { text, removed: value.length - text.length };
}
