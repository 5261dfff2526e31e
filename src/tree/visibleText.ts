/** A text of Atlas's in which what cannot be seen, or turns the text around, is shown by its code, as in VS Code's editors. */
export function visibleText(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Bidi_Control}]/gu,
    (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
}

/** The same for lists to pick from, which would show an icon for `$(name)`. */
export function visibleChoice(text: string): string {
  return visibleText(text).replace(/(?<!\\)\$\((?=[\w-]+(~\w+)?\))/g, '\\$(');
}
