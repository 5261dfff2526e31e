import { cut, visibleText, withCodes } from './invisible';

/**
 * One function for each kind of place in which VS Code shows a text. Each takes a whole text as it is about to be shown,
 * with whatever names, values and error texts are part of it, and returns it in a form in which nothing has an effect
 * there: no link, no icon, no invisible character. Applying one twice changes nothing.
 */

/** Characters of a label, a title or a description. */
const LONGEST_LABEL = 200;
/** Characters of a sentence or two, such as an error text from Atlas. */
const LONGEST_TEXT = 1000;
/** Characters of the name of a document; file systems and window titles have little room. */
const LONGEST_FILE_NAME = 100;

/** For what VS Code shows as it is: rows, descriptions, the texts of a view, what a screen reader says. */
export function plainText(text: string, most = LONGEST_TEXT): string {
  // Cut first, for a text from Atlas may have millions of characters; codes make it longer again.
  return cut(withCodes(cut(text, most)), most);
}

/** For titles of tabs, pickers and diffs, which VS Code repeats in lists that show icons. */
export function titleText(text: string): string {
  return choiceText(text, LONGEST_LABEL);
}

/**
 * For the prompt, the placeholder and the message of an input box: VS Code makes links of `[words](command:…)` in them,
 * which run any command, and icons of `$(name)`.
 */
export function inputText(text: string): string {
  return withoutLinks(text, LONGEST_TEXT);
}

/**
 * For notifications, dialogs, progress and the error of a document that cannot be opened: VS Code makes links of
 * `[words](command:…)` in them too.
 */
export function notificationText(text: string): string {
  return withoutLinks(text, LONGEST_TEXT);
}

/** For a label, a description or a detail in a list to pick from. */
export function choiceText(text: string, most = LONGEST_TEXT): string {
  return cut(withoutIcons(plainText(text, most)), most);
}

/** For the status bar, behind the icon of a name of ours, as in `check`. */
export function statusBarText(text: string, icon?: string): string {
  const shown = choiceText(text, LONGEST_LABEL);
  return icon === undefined ? shown : `$(${icon}) ${shown}`;
}

/** For a Markdown text: lines that show exactly what they hold, for an entity is never Markdown, HTML or a link. */
export function markdownText(lines: readonly string[]): string {
  return lines
    .map((line) => plainText(line).replace(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`))
    .join('  \n');
}

/** For the name of a document, which is the title of its tab and part of a path. */
export function fileName(text: string): string {
  return cut(text, LONGEST_FILE_NAME).replace(/(?:[^\p{L}\p{N}._-]|\p{Default_Ignorable_Code_Point})+/gu, '_');
}

/** For one line of the log. */
export function logText(text: string): string {
  return withCodes(cut(text, LONGEST_TEXT));
}

/** A name as it is shown within a text for a list to pick from, which would show an icon for `$(name)`. */
export function visibleChoice(name: string): string {
  return withoutIcons(visibleText(name));
}

/** An item of a list to pick from. */
interface Item {
  readonly label: string;
  readonly description?: string | undefined;
  readonly detail?: string | undefined;
  /** Name of an icon before the label; the label itself cannot have one. */
  readonly icon?: string;
}

/** An item of a list to pick from, with all its texts as `choiceText` has them. */
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

/** What a row of a tree says. */
interface Row {
  label?: string | { label: string };
  description?: string | boolean;
  tooltip?: unknown;
  accessibilityInformation?: { readonly label: string; readonly role?: string };
}

/** A row of a tree, with all its texts as `plainText` has them; a tooltip of Markdown is made by `markdownText`. */
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

function withoutLinks(text: string, most: number): string {
  return cut(choiceText(text, most).replaceAll('](', '] ('), most);
}

const ICON = /\\?\$\([\w-]+(?:~\w+)?\)/g;

/** As VS Code itself escapes icons: one that is escaped already stays as it is. */
function withoutIcons(text: string): string {
  return text.replace(ICON, (icon) => (icon.startsWith('\\') ? icon : `\\${icon}`));
}
