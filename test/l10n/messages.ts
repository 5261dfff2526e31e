import ts from 'typescript';

/** A text that source passes to `l10n.t`. */
export interface Message {
  readonly file: string;
  readonly line: number;
  /** The key of the text in a bundle, which contains the comment; undefined if the text isn't constant. */
  readonly key: string | undefined;
}

/** Finds the texts of a file, whatever object holds `l10n`. */
export function messagesIn({ file, text }: { readonly file: string; readonly text: string }): Message[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const found: Message[] = [];
  const visit = (node: ts.Node): void => {
    const isMember = ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
    if (isMember && /\bl10n$/.test(node.expression.getText()) && !isPassedOn(node)) {
      const { parent } = node;
      const message = ts.isCallExpression(parent) && parent.expression === node ? parent.arguments[0] : undefined;
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ file, line: line + 1, key: message && keyOf(message) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Returns whether a member of `l10n` has no text, or is `l10n` of another object. */
function isPassedOn(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): boolean {
  return ts.isPropertyAccessExpression(node) && ['bundle', 'uri', 'l10n'].includes(node.name.text);
}

function keyOf(message: ts.Expression): string | undefined {
  if (!ts.isObjectLiteralExpression(message)) {
    return ts.isStringLiteral(message) ? message.text : undefined;
  }
  const [text, comment] = ['message', 'comment'].map((name) =>
    message.properties.find((property) => ts.isPropertyAssignment(property) && property.name.getText() === name),
  );
  const value = (property: ts.ObjectLiteralElementLike | undefined): string | undefined =>
    property && ts.isPropertyAssignment(property) && ts.isStringLiteral(property.initializer)
      ? property.initializer.text
      : undefined;
  const [textValue, commentValue] = [value(text), value(comment)];
  return textValue === undefined || commentValue === undefined ? undefined : `${textValue}/${commentValue}`;
}
