import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { findNodeAtOffset, parseTree, visit, type Node, type ParseError } from 'jsonc-parser';
import { ATLAS_WORD, meaningOfKey } from '../../../src/files/keys';
import { ScannedFile, type FoundId } from '../../../src/files/scannedFile';
import { assertSameAsParser, isWithin, KEYS, objectIds, OTHER_TEXTS, type ParsedId } from './generated';

/** Where the next ID goes. All IDs of a document are different. */
const ID = '\u0000';

/** What a file may contain between two tokens. */
const gap = fc.constantFrom(
  ...['', ' ', '\n', '\r\n  ', `/* ${ID} } " */`, `// "exportBucketId": "${ID}" {\n`, '/* // */ '],
);
/** Between a key and its value. A comment there would hide the key. */
const space = fc.constantFrom('', ' ', '\n\t', '\r\n');
const text = fc.constantFrom(
  ...[`"${ID}"`, `"${ID}"`, `"${ID}"`, `"x ${ID}"`, `"a\\"b ${ID}\\\\"`, '"\\u007b\\""', '"// not a comment"', '"/*"'],
);
const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...KEYS) },
  { weight: 1, arbitrary: fc.constantFrom(ID, 'a\\"b', '// {', ...OTHER_TEXTS) },
);

const { value } = fc.letrec<{ value: string; object: string; list: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 5, arbitrary: text },
    { weight: 1, arbitrary: fc.constantFrom('null', 'true', '-1.5e3') },
    { weight: 4, arbitrary: tie('object') },
    { weight: 2, arbitrary: tie('list') },
  ),
  object: fc
    .array(fc.tuple(gap, key, space, space, tie('value'), gap), { maxLength: 4 })
    .map((members) => `{${members.map(([a, name, b, c, of, d]) => `${a}"${name}"${b}:${c}${of}${d}`).join(',')}}`),
  list: fc
    .array(fc.tuple(gap, tie('value'), gap), { maxLength: 3 })
    .map((items) => `[${items.map(([before, of, after]) => before + of + after).join(',')}]`),
}));

/** Returns the project that the parser finds beside a value: the only one in the innermost object that names any. */
function projectBeside(node: Node): string | undefined {
  for (let object = node.parent; object !== undefined; object = object.parent) {
    const projects = (object.type === 'object' ? (object.children ?? []) : []).flatMap(
      ({ children: [name, of] = [] }) => {
        const isProject =
          meaningOfKey(String(name?.value))?.kind === 'project' && /^[\da-f]{24}$/.test(String(of?.value));
        return isProject ? [String(of?.value)] : [];
      },
    );
    if (projects.length > 0) {
      return projects.length === 1 ? projects[0] : undefined;
    }
  }
  return undefined;
}

describe('JSON files', () => {
  it('have the same IDs, keys, comments and projects as a real parser finds', () => {
    fc.assert(
      fc.property(value, objectIds, (template, ids) => {
        const source = ids(template, ID);
        const errors: ParseError[] = [];
        const root = parseTree(source, errors, { disallowComments: false }) ?? assert.fail();
        assert.deepEqual(errors, []);
        const comments: [start: number, end: number][] = [];
        visit(source, { onComment: (start, length) => comments.push([start, start + length]) });

        const parsedOf = ({ id, start, end }: FoundId): ParsedId => {
          const isInComment = isWithin(comments, start, end);
          const node = isInComment ? undefined : findNodeAtOffset(root, start);
          if (node?.value !== id) {
            return { isInComment, value: undefined };
          }
          const [name, own] = node.parent?.type === 'property' ? (node.parent.children ?? []) : [];
          const key = own === node ? String(name?.value) : undefined;
          return { isInComment, value: { key, project: () => projectBeside(node) } };
        };
        assertSameAsParser(new ScannedFile(source, 'json'), parsedOf, ATLAS_WORD.test(source));
      }),
      { numRuns: 1000 },
    );
  });
});
