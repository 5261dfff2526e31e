import path from 'node:path';
import ts from 'typescript';

/** A Quick Pick or an input box that the program opens. */
export interface Opened {
  readonly file: string;
  readonly hasTitle: boolean;
}

/** Finds every Quick Pick and input box, and whether it has a title. */
export function quickInputsIn(checker: ts.TypeChecker, sources: readonly ts.SourceFile[]): Opened[] {
  const found: Opened[] = [];
  for (const source of sources) {
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) {
        const called = /^window\.(create|show)(QuickPick|InputBox)$/.exec(node.expression.getText());
        const options = node.arguments[called?.[2] === 'QuickPick' ? 1 : 0];
        if (called?.[1] === 'show') {
          const title = options && checker.getTypeAtLocation(options).getProperty('title');
          const hasTitle = title !== undefined && (title.flags & ts.SymbolFlags.Optional) === 0;
          found.push({ file: source.fileName, hasTitle });
        } else if (called !== null) {
          // The title may be set by the code that uses it, in the same folder.
          const folder = path.dirname(source.fileName);
          const hasTitle = sources.some(
            ({ fileName, text }) => path.dirname(fileName) === folder && text.includes('.title = titleText('),
          );
          found.push({ file: source.fileName, hasTitle });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}
