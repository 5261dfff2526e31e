import ts from 'typescript';

/** Properties of VS Code, of our own rows and of our pages whose values are shown. */
const SHOWN =
  /^(?:label|shortLabel|title|fixTitle|placeHolder|placeholder|prompt|detail|description|explanation|tooltip|message|text|value|heading|note|announcement|ariaLabel|textContent)$/;

/** Functions whose arguments are shown. */
const SHOWING =
  /^(?:window\.(?:show\w+Message|setStatusBarMessage)|\w*acknowledge|element|\w+\.setAttribute|new TreeItem)$/i;

/** Two words, or one that starts with a capital letter. Identifiers, classes, names of elements and codes are not. */
const WORDS = /\p{Letter}{2,} \p{Letter}{2,}|^\p{Uppercase_Letter}\p{Lowercase_Letter}+(?:…|\.)?$/u;

/** Returns the texts of a file that are shown without a translation. */
export function plainTextsIn({ file, text }: { readonly file: string; readonly text: string }): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const found: string[] = [];
  const note = (value: ts.Expression): void => {
    const words = wordsOf(value).filter((part) => WORDS.test(part));
    if (words.length > 0) {
      const { line } = source.getLineAndCharacterOfPosition(value.getStart());
      found.push(`${file}:${line + 1} ${words.join(' ')}`);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && SHOWN.test(node.name.getText()) && !isArgumentOfL10n(node.parent)) {
      note(node.initializer);
    } else if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(node.left) &&
      SHOWN.test(node.left.name.text)
    ) {
      note(node.right);
    } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const called = `${ts.isNewExpression(node) ? 'new ' : ''}${node.expression.getText()}`;
      (SHOWING.test(called) ? (node.arguments ?? []) : []).forEach(note);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Returns the constant parts of a text, or of each text that a condition selects. */
function wordsOf(value: ts.Expression): string[] {
  if (ts.isStringLiteralLike(value)) {
    return [value.text];
  }
  if (ts.isTemplateExpression(value)) {
    return [value.head.text, ...value.templateSpans.map(({ literal }) => literal.text)];
  }
  if (ts.isConditionalExpression(value)) {
    return [...wordsOf(value.whenTrue), ...wordsOf(value.whenFalse)];
  }
  if (ts.isBinaryExpression(value)) {
    return [...wordsOf(value.left), ...wordsOf(value.right)];
  }
  return ts.isParenthesizedExpression(value) ? wordsOf(value.expression) : [];
}

function isArgumentOfL10n(literal: ts.Node): boolean {
  return ts.isCallExpression(literal.parent) && literal.parent.expression.getText().endsWith('l10n.t');
}
