import assert from 'node:assert/strict';
import ts from 'typescript';
import * as v from 'valibot';
import { texts } from './manifestFile';
import { read, sources } from './sources';

type Replaced = readonly (readonly [phrase: RegExp, instead: string])[];

/** Words and phrases that no text must contain, and what to write instead. */
const REPLACED_EVERYWHERE: Replaced = [
  [/\b(persons?|somebody|someone|nobody|anybody|whoever|in person)\b/i, 'user, or "you"'],
  [/\b(anew|meanwhile|by now|from now on|at once)\b/i, 'usually nothing'],
  [/\b(asks?|asked|asking) (for|again)\b/i, 'request, retry, load'],
];

/** The same for texts of the user interface. */
const REPLACED: Replaced = [
  ...REPLACED_EVERYWHERE,
  [/\banswer(s|ed)?\b/i, 'response'],
  [/\bof this ID\b/i, 'with this ID'],
  [/\bwhat (there is|is known|was lost)\b/i, 'the name of it'],
  [/\bno key here\b/i, 'your credentials can’t access it'],
  [/(?<!\b(could|can|did) )\bnot (read|known|said)\b/i, 'not loaded, not reported'],
  [/\borigins?\b/i, 'base URL'],
  [/\b(refer to it|ways to refer|be referred to)\b/i, 'references'],
  [/\bnames that several have\b/i, 'duplicate names'],
  [/\bis there once\b/i, 'no duplicates'],
  [/\bwithout any\b/i, 'projects without buckets'],
  [/\b(points here|how often|finding out takes)\b/i, 'auto-export, frequency, checks'],
  [/\b(takes?|needs?|of) the role\b/i, 'requires the … role'],
  [/\bthe key (is good|works)\b/i, 'verified, valid'],
  [/\bAtlas (has a problem|forbids|refused)\b/i, 'unavailable, denied, rejected'],
  [/\bagain in\b|\bgoing on in\b/i, 'retrying in, resuming in'],
  [/\bthis version does not know\b/i, 'unsupported'],
  [/\btype more of\b|\byou look for\b/i, 'keep typing'],
  [/\bby hand\b/i, 'manually'],
  [/\b(is it|it be) called\b/i, 'name'],
  [/\bcan see\b|\bseen with\b|\b(was|is|are) seen\b/i, 'access, credential'],
  [/\bin which form\b|\bare to be\b/i, 'select a format'],
  [/\bstays? as (it is|they are)\b/i, 'isn’t changed'],
  [/\bsomething unexpected\b|\bone thing\b/i, 'the name of it'],
];

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'ARCHITECTURE.md',
  'SECURITY.md',
  'docs/faults.md',
  'docs/benchmarks/README.md',
];

interface Text {
  readonly place: string;
  readonly text: string;
}

/** Returns the messages that a file passes to `l10n.t`, whatever object holds `l10n`. */
function messagesIn({ file, text }: { readonly file: string; readonly text: string }): Text[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const found: Text[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ place: `${file}:${line + 1}`, text: node.text });
    }
    ts.forEachChild(node, collect);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /\bl10n\.t$/.test(node.expression.getText())) {
      node.arguments.forEach(collect);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Returns all texts in the code of a file, without its imports and types. */
function textsIn({ file, text }: { readonly file: string; readonly text: string }): Text[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const found: Text[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) {
      return;
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ place: `${file}:${line + 1}`, text: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Returns all strings below a JSON value. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Returns the texts with a replaced word, each with its place and what to write instead. */
function violations(all: readonly Text[], replaced = REPLACED): string[] {
  return all.flatMap(({ place, text }) =>
    replaced.flatMap(([phrase, instead]) => {
      const [word] = phrase.exec(text) ?? [];
      return word === undefined ? [] : [`${place} says “${word}” (instead: ${instead}): ${text}`];
    }),
  );
}

describe('The words of the user interface', () => {
  const { contributes } = v.parse(v.object({ contributes: v.unknown() }), JSON.parse(read('package.json')));
  const ofManifest = [
    ...Object.entries(texts).map(([key, text]) => ({ place: `package.nls.json ${key}`, text })),
    ...stringsIn(contributes).map((text) => ({ place: 'package.json', text })),
  ];
  const ofSources = sources.flatMap(messagesIn);

  it('are those of Atlas and VS Code in every message', () => {
    assert.ok(ofSources.length > 300, `only ${ofSources.length} messages`);
    assert.deepEqual(violations(ofSources), []);
  });

  it('are those of Atlas and VS Code in the manifest', () => {
    assert.ok(ofManifest.length > 100);
    assert.deepEqual(violations(ofManifest), []);
  });

  it('are the same in the results of tools for agents', () => {
    const ofAgents = sources.filter(({ file }) => file.includes('agents/answers/')).flatMap(textsIn);
    assert.ok(ofAgents.length > 100, `only ${ofAgents.length} texts`);
    assert.deepEqual(violations(ofAgents), []);
  });

  it('are plain in the documents too', () => {
    const lines = DOCUMENTS.flatMap((place) =>
      read(place)
        .split('\n')
        .map((text, index) => ({ place: `${place}:${index + 1}`, text })),
    );
    assert.ok(lines.length > 300);
    assert.deepEqual(violations(lines, REPLACED_EVERYWHERE), []);
  });

  for (const code of [
    "l10n.t('Each person has a key');",
    "context.l10n.t('No answer from {0}', host);",
    "language.l10n.t(isOne ? 'Meanwhile, {0}' : '{0} more', count);",
    "l10n.t({ message: 'Not known', comment: [] });",
  ]) {
    it(`are checked in ${code}`, () => {
      assert.equal(violations(messagesIn({ file: 'planted.ts', text: code })).length, 1);
    });
  }

  for (const code of [
    "const NO_ROLE = { state: 'not known' };",
    'const next = `For what is not known, use ${name}.`;',
  ]) {
    it(`of agents are checked in ${code}`, () => {
      assert.equal(violations(textsIn({ file: 'planted.ts', text: code })).length, 1);
    });
  }
});
