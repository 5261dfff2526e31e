import ts from 'typescript';

/** A text that the program passes to VS Code. */
export interface Given {
  /** The member of VS Code's API that receives the text, as in `InputBox.prompt` or `window.showErrorMessage`. */
  readonly sink: string;
  readonly file: string;
  readonly line: number;
  /** The source code of the text. */
  readonly code: string;
  /** The functions that sanitize the parts of the text, except constant parts. */
  readonly through: readonly string[];
  /** A part that no function sanitizes. */
  readonly bare: string | undefined;
}

/** Finds every text that files pass to VS Code, by the types of VS Code's API. */
export function textsGivenToVSCode(checker: ts.TypeChecker, sources: readonly ts.SourceFile[]): Given[] {
  const found: Given[] = [];
  for (const source of sources) {
    const note = (sink: string, values: readonly ts.Expression[]): void => {
      for (const value of values.filter((one) => mayHoldText(one, checker))) {
        const { line } = source.getLineAndCharacterOfPosition(value.getStart());
        found.push({ sink, file: source.fileName, line: line + 1, code: value.getText(), ...partsOf(value, checker) });
      }
    };
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
        note(calledBy(node, checker) ?? '', calledBy(node, checker) === undefined ? [] : (node.arguments ?? []));
      } else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
        const member = assignedTo(node.left, checker)?.declarations?.find(isOfVSCode);
        note(nameOf(member), member === undefined ? [] : [node.right]);
      } else if (ts.isObjectLiteralExpression(node)) {
        for (const property of node.properties) {
          const member = memberOf(checker.getContextualType(node), property.name?.getText() ?? '', checker);
          const declaration = member?.declarations?.find(isOfVSCode);
          const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
          note(nameOf(declaration), declaration !== undefined && value && ts.isExpression(value) ? [value] : []);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** Returns the member of VS Code's API that a call uses; `Object.assign` if it changes an object of VS Code. */
function calledBy(call: ts.CallExpression | ts.NewExpression, checker: ts.TypeChecker): string | undefined {
  const [first] = call.arguments ?? [];
  const called = call.expression.getText();
  if (/^(Object\.(assign|define)|Reflect\.(set|define))/.test(called) && first !== undefined) {
    const type = checker.getTypeAtLocation(first);
    const isVSCodes = [type.symbol, type.aliasSymbol].some((symbol) => symbol?.declarations?.some(isOfVSCode) === true);
    return isVSCodes ? called : undefined;
  }
  const declaration = checker.getResolvedSignature(call)?.declaration;
  if (declaration === undefined || !isOfVSCode(declaration)) {
    return undefined;
  }
  const name = nameOf(declaration);
  return name === 'commands.executeCommand' && first !== undefined && ts.isStringLiteral(first)
    ? `${name} ${first.text}`
    : name;
}

function assignedTo(left: ts.Expression, checker: ts.TypeChecker): ts.Symbol | undefined {
  if (ts.isPropertyAccessExpression(left)) {
    return checker.getSymbolAtLocation(left.name);
  }
  return ts.isElementAccessExpression(left) && ts.isStringLiteralLike(left.argumentExpression)
    ? memberOf(checker.getTypeAtLocation(left.expression), left.argumentExpression.text, checker)
    : undefined;
}

function isOfVSCode(declaration: ts.Node): boolean {
  return declaration.getSourceFile().fileName.includes('/@types/vscode/');
}

function memberOf(type: ts.Type | undefined, name: string, checker: ts.TypeChecker): ts.Symbol | undefined {
  const all = type === undefined ? [] : type.isUnion() ? type.types : [type];
  return all.map((one) => checker.getPropertyOfType(one, name)).find((symbol) => symbol !== undefined);
}

/** Returns a name such as `InputBox.prompt`, `window.showErrorMessage`, or `TreeItem.constructor`. */
function nameOf(declaration: ts.Node | undefined): string {
  const names: string[] = [];
  for (let node = declaration; node !== undefined && names.length < 2; node = node.parent) {
    if (ts.isConstructorDeclaration(node)) {
      names.unshift('constructor');
    } else if (!ts.isParameter(node) && 'name' in node && node.name !== undefined) {
      names.unshift(ts.isIdentifier(node.name as ts.Node) ? (node.name as ts.Identifier).text : '');
    }
  }
  return names.join('.');
}

/** Returns whether a value is a text, or contains a displayed text. */
function mayHoldText(value: ts.Expression, checker: ts.TypeChecker): boolean {
  return holdsText(checker.getTypeAtLocation(value), checker);
}

function holdsText(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.isUnion()) {
    return type.types.some((one) => holdsText(one, checker));
  }
  if ((type.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) {
    return true;
  }
  const awaited = checker.getAwaitedType(type);
  if (awaited !== undefined && awaited !== type) {
    return holdsText(awaited, checker);
  }
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    return checker.getTypeArguments(type as ts.TypeReference).some((one) => holdsText(one, checker));
  }
  const label = checker.getPropertyOfType(type, 'label');
  return label !== undefined && holdsText(checker.getTypeOfSymbol(label), checker);
}

interface Parts {
  readonly through: readonly string[];
  readonly bare: string | undefined;
}

const NOTHING: Parts = { through: [], bare: undefined };

/** Returns the parts of a value. */
function partsOf(value: ts.Expression, checker: ts.TypeChecker): Parts {
  const bare = { through: [], bare: value.getText() };
  const all = (...parts: readonly ts.Expression[]): Parts => merged(parts.map((part) => partsOf(part, checker)));
  if (isConstant(checker.getTypeAtLocation(value))) {
    return NOTHING;
  }
  if (ts.isParenthesizedExpression(value) || ts.isAwaitExpression(value)) {
    return all(value.expression);
  }
  if (ts.isConditionalExpression(value)) {
    return all(value.whenTrue, value.whenFalse);
  }
  if (ts.isTemplateExpression(value)) {
    return all(...value.templateSpans.map(({ expression }) => expression));
  }
  if (ts.isArrayLiteralExpression(value)) {
    return all(...value.elements);
  }
  if (ts.isIdentifier(value)) {
    const declaration = declarationOf(value, checker);
    const initializer =
      declaration !== undefined &&
      ts.isVariableDeclaration(declaration) &&
      ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const
        ? declaration.initializer
        : undefined;
    return initializer === undefined ? bare : partsOf(initializer, checker);
  }
  return (ts.isCallExpression(value) ? partsOfCall(value, checker) : undefined) ?? bare;
}

/** Returns whether the argument of `l10n.t` is a text without arguments, with or without a comment for translators. */
function isConstantText(text: ts.Expression): boolean {
  return ts.isObjectLiteralExpression(text)
    ? text.properties.every(({ name }) => name?.getText() === 'message' || name?.getText() === 'comment')
    : ts.isStringLiteralLike(text);
}

function partsOfCall(call: ts.CallExpression, checker: ts.TypeChecker): Parts | undefined {
  const { expression } = call;
  const [first, ...others] = call.arguments;
  if (ts.isIdentifier(expression)) {
    return partsOfResult(expression, checker);
  }
  if (first === undefined || !ts.isPropertyAccessExpression(expression)) {
    return undefined;
  }
  if (expression.getText() === 'l10n.t' && isConstantText(first) && others.length === 0) {
    return NOTHING;
  }
  if (!['map', 'then'].includes(expression.name.text)) {
    return undefined;
  }
  return ts.isIdentifier(first)
    ? partsOfResult(first, checker)
    : ts.isArrowFunction(first)
      ? results(first, checker)
      : undefined;
}

/** Returns the parts of a function's result, if the function or all of its results are sanitized. */
function partsOfResult(name: ts.Identifier, checker: ts.TypeChecker): Parts | undefined {
  const declaration = declarationOf(name, checker);
  if (declaration === undefined) {
    return undefined;
  }
  if (declaration.getSourceFile().fileName.includes('/src/text/')) {
    return { through: [name.text], bare: undefined };
  }
  const made =
    ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined
      ? declaration.initializer
      : declaration;
  return ts.isFunctionDeclaration(made) || ts.isArrowFunction(made) ? results(made, checker) : undefined;
}

function results(made: ts.FunctionDeclaration | ts.ArrowFunction, checker: ts.TypeChecker): Parts | undefined {
  if (made.body === undefined) {
    return undefined;
  }
  if (!ts.isBlock(made.body)) {
    return partsOf(made.body, checker);
  }
  const returned: Parts[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression !== undefined) {
      returned.push(partsOf(node.expression, checker));
    } else if (!ts.isFunctionLike(node)) {
      ts.forEachChild(node, visit);
    }
  };
  visit(made.body);
  return merged(returned);
}

function merged(parts: readonly Parts[]): Parts {
  return { through: parts.flatMap(({ through }) => through), bare: parts.find(({ bare }) => bare !== undefined)?.bare };
}

/** Returns the declaration of a name in any file. */
function declarationOf(name: ts.Identifier, checker: ts.TypeChecker): ts.Declaration | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  const isImported = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  return (isImported ? checker.getAliasedSymbol(symbol) : symbol)?.declarations?.[0];
}

/** Returns whether a type allows only constant texts. */
function isConstant(type: ts.Type): boolean {
  return type.isUnion()
    ? type.types.every(isConstant)
    : (type.flags &
        (ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.Undefined)) !==
        0;
}
