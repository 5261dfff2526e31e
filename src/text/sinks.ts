import { cut, visibleText, withCodes } from './invisible';

/**
 * This file has one function for each kind of place where VS Code shows text. Each takes the complete text, including
 * names, values, and error messages, and returns it without links, icons, and invisible characters. All functions are
 * idempotent.
 */

/** The maximum length of a label, a title, or a description. */
const LONGEST_LABEL = 200;
/** The maximum length of longer texts, such as an error message from Atlas. */
const LONGEST_TEXT = 1000;
/** The maximum length of a document name, because file systems and window titles are limited. */
const LONGEST_FILE_NAME = 100;

/** Sanitizes plain text: rows, descriptions, texts of a view, and accessible labels. */
export function plainText(text: string, maxLength = LONGEST_TEXT): string {
  // A text from Atlas can have millions of characters, so it is truncated first. The codes make it longer again.
  return cut(withCodes(cut(text, maxLength)), maxLength);
}

/** Sanitizes titles of tabs, Quick Picks, and diffs, which VS Code repeats in lists with icons. */
export function titleText(text: string): string {
  return choiceText(text, LONGEST_LABEL);
}

/**
 * Sanitizes the prompt, placeholder, and message of an input box, where VS Code turns `[text](command:…)` into a link
 * that runs any command, and `$(name)` into an icon.
 */
export function inputText(text: string): string {
  return withoutLinks(text, LONGEST_TEXT);
}

/**
 * Sanitizes notifications, dialogs, progress messages, and document errors, where VS Code also turns
 * `[text](command:…)` into a link.
 */
export function notificationText(text: string): string {
  return withoutLinks(text, LONGEST_TEXT);
}

/** Sanitizes a label, a description, or a detail in a Quick Pick. */
export function choiceText(text: string, maxLength = LONGEST_TEXT): string {
  return cut(withoutIcons(plainText(text, maxLength)), maxLength);
}

/** Sanitizes a text for the status bar, after an icon such as `check`. */
export function statusBarText(text: string, icon?: string): string {
  const shown = choiceText(text, LONGEST_LABEL);
  return icon === undefined ? shown : `$(${icon}) ${shown}`;
}

/** Returns Markdown that shows lines literally, because entities are never parsed as Markdown, HTML, or links. */
export function markdownText(lines: readonly string[]): string {
  return lines
    .map((line) => plainText(line).replace(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`))
    .join('  \n');
}

/**
 * Returns a Markdown link that runs a command of this extension. No argument can end the link, because all characters are
 * encoded that have a meaning in Markdown. The Markdown must allow the command by its name.
 */
export function commandLink(title: string, command: string, args: readonly unknown[]): string {
  const encoded = encodeURIComponent(JSON.stringify(args)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return `[${markdownText([title])}](command:${command}?${encoded})`;
}

/** Sanitizes the name of a document, which is the title of its tab and part of a path. */
export function fileName(text: string): string {
  return cut(text, LONGEST_FILE_NAME).replace(/(?:[^\p{L}\p{N}._-]|\p{Default_Ignorable_Code_Point})+/gu, '_');
}

/** Sanitizes one line of the log. */
export function logText(text: string): string {
  return withCodes(cut(text, LONGEST_TEXT));
}

/**
 * Sanitizes JSON for a language model. The names in it are limited in length and visible already, so this changes nothing
 * in a correct result.
 */
export function modelText(json: string): string {
  return withCodes(json);
}

/** Returns the display form of a name within a text of a Quick Pick, where `$(name)` would become an icon. */
export function visibleChoice(name: string): string {
  return withoutIcons(visibleText(name));
}

/** An item of a Quick Pick. */
interface Item {
  readonly label: string;
  readonly description?: string | undefined;
  readonly detail?: string | undefined;
  /** The name of an icon before the label, which can't contain one itself. */
  readonly icon?: string;
}

/** Sanitizes all texts of a Quick Pick item. */
export function choice<T extends Item>(item: T): T {
  const { label, description, detail, icon } = item;
  const text = choiceText(label, LONGEST_LABEL);
  return {
    ...item,
    label: icon === undefined ? text : `$(${icon}) ${text}`,
    ...(description !== undefined && { description: choiceText(description) }),
    ...(detail !== undefined && { detail: choiceText(detail) }),
  };
}

/** The texts of a tree item. */
interface Row {
  label?: string | { label: string };
  description?: string | boolean;
  tooltip?: unknown;
  accessibilityInformation?: { readonly label: string; readonly role?: string };
}

/** Sanitizes all texts of a tree item, except a Markdown tooltip, which `markdownText` creates. */
export function row<T extends Row>(item: T): T {
  if (typeof item.label === 'string') {
    item.label = plainText(item.label, LONGEST_LABEL);
  }
  if (typeof item.description === 'string') {
    item.description = plainText(item.description, LONGEST_LABEL);
  }
  if (typeof item.tooltip === 'string') {
    item.tooltip = plainText(item.tooltip);
  }
  if (item.accessibilityInformation !== undefined) {
    const { label, ...rest } = item.accessibilityInformation;
    item.accessibilityInformation = { ...rest, label: plainText(label) };
  }
  return item;
}

function withoutLinks(text: string, maxLength: number): string {
  return cut(choiceText(text, maxLength).replaceAll('](', '] ('), maxLength);
}

const ICON = /\\?\$\([\w-]+(?:~\w+)?\)/g;

/** Escapes icons as VS Code does, except those that are already escaped. */
function withoutIcons(text: string): string {
  return text.replace(ICON, (icon) => (icon.startsWith('\\') ? icon : `\\${icon}`));
}
