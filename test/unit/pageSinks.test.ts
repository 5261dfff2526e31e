import assert from 'node:assert/strict';
import path from 'node:path';
import ts from 'typescript';
import { root } from './sources';

/** Methods that insert nodes or text. */
const INSERTS = ['append', 'prepend', 'replaceChildren', 'before', 'after', 'replaceWith'];
const FORBIDDEN =
  /^(innerHTML|outerHTML|insertAdjacent\w+|innerText|write|writeln|createContextualFragment|DOMParser|srcdoc|setHTML\w*|eval|Function)$/;
const ELEMENTS = 'src/webview/page/elements.ts';

interface Inserted {
  readonly file: string;
  readonly code: string;
}

/** Finds every text that reaches a page without `element`, `visible` or `withCodes`. */
function unsafeTexts(program: ts.Program, files: readonly ts.SourceFile[]): Inserted[] {
  const checker = program.getTypeChecker();
  const found: Inserted[] = [];
  for (const source of files) {
    const file = path.relative(root, source.fileName);
    const note = (node: ts.Node): number => found.push({ file, code: node.getText() });
    const isText = (value: ts.Expression): boolean => {
      const type = checker.getTypeAtLocation(ts.isSpreadElement(value) ? value.expression : value);
      const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
      const all = [type, ...(element === undefined ? [] : [element])].flatMap((one) =>
        one.isUnion() ? one.types : [one],
      );
      return all.some(({ flags }) => (flags & (ts.TypeFlags.StringLike | ts.TypeFlags.Any)) !== 0);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
        const name = node.expression.name.text;
        if (name === 'createTextNode' || (INSERTS.includes(name) && node.arguments.some(isText))) {
          note(node);
        }
      } else if (
        ts.isBinaryExpression(node) &&
        node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        /\.(textContent|title|ariaLabel|alt|placeholder|nodeValue|data)$/.test(node.left.getText()) &&
        !node.right.getText().startsWith('withCodes(')
      ) {
        note(node);
      } else if (ts.isIdentifier(node) && FORBIDDEN.test(node.text)) {
        note(node);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

const PLANTED_FILE = path.join(root, 'src/details/page/planted.ts');
const PLANTED = [
  'root.append(text);',
  'root.replaceChildren(...texts);',
  'root.textContent = text;',
  'document.title = text;',
  'root.innerHTML = text;',
  'root.append(document.createTextNode(text));',
  "root.insertAdjacentHTML('beforeend', text);",
];

describe('Every text on a page', function () {
  this.timeout(120_000);
  let found: readonly Inserted[] = [];

  before(() => {
    const config = path.join(root, 'src/details/page/tsconfig.json');
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(config, (file) => ts.sys.readFile(file)).config,
      ts.sys,
      path.dirname(config),
    );
    const host = ts.createCompilerHost(options);
    const getSourceFile = host.getSourceFile.bind(host);
    const text = `export function planted(root: HTMLElement, text: string, texts: string[]) {\n${PLANTED.join('\n')}\n}`;
    host.getSourceFile = (file, ...others) =>
      file === PLANTED_FILE
        ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true)
        : getSourceFile(file, ...others);
    const entries = ['details', 'exports', 'overview']
      .map((feature) => `src/${feature}/page/main.ts`)
      .map((file) => path.join(root, file));
    const program = ts.createProgram([...entries, PLANTED_FILE], options, host);
    const pages = program.getSourceFiles().filter(({ fileName }) => /\/src\/(\w+)\/page\//.test(fileName));
    assert.ok(pages.length > 15);
    found = unsafeTexts(program, pages);
  });

  it('goes through the functions that show invisible characters as codes, and is never HTML', () => {
    const planted = path.relative(root, PLANTED_FILE);
    assert.deepEqual(
      // These functions insert text themselves, but must not parse HTML either.
      found.filter(({ file, code }) => file !== planted && (file !== ELEMENTS || FORBIDDEN.test(code))),
      [],
    );
  });

  for (const code of PLANTED) {
    it(`is found if it bypasses them: ${code}`, () => {
      assert.ok(found.some((one) => one.file.endsWith('planted.ts') && code.includes(one.code)));
    });
  }
});
