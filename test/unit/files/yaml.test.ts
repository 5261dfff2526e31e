import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isMap, isPair, isScalar, parseAllDocuments, Parser, visit, type Pair, type Scalar, type YAMLMap } from 'yaml';
import * as v from 'valibot';
import { ATLAS_WORD, meaningOfKey } from '../../../src/files/keys';
import { ScannedFile, type FoundId } from '../../../src/files/scannedFile';
import { assertSameAsParser, isWithin, KEYS, objectIds, type ParsedId } from './generated';

/** Where the next ID goes. All IDs of a document are different. */
const ID = '\u0000';

const key = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...KEYS) },
  { weight: 1, arbitrary: fc.constantFrom('"exportBucketId"', "'project_id'", 'spec', 'x y', '"a: b"', '"a # b"', ID) },
);
/** Values in one line. Each anchor of a document has another name. */
const scalar = fc.constantFrom(
  ...[ID, ID, ID, `"${ID}"`, `'${ID}'`, `&a${ID} ${ID}`, `!!str ${ID}`, `x ${ID}`, `"a\\"b ${ID}"`, `'it''s ${ID}'`],
  ...['"# {"', "'- a: b'", 'true', '~', 'a#b', '"a: b"'],
);
const flow = fc
  .tuple(fc.constantFrom(...KEYS), fc.constantFrom(...KEYS), scalar)
  .map(([a, b, of]) => `{ ${a}: ${ID}, inner: { ${b}: ${of} }, list: [${ID}, "${ID}"] }`);
/** In several lines. */
const wrapped = flow.map((line) => line.replaceAll(', ', `, # ${ID} }\n${' '.repeat(40)}`));
const comment = fc.constantFrom('', '', '', ` # exportBucketId: ${ID}`, ' # "');
const between = fc.constantFrom('', '', '', '\n', `# projectId: ${ID}\n`, `      # { ${ID}\n`);
/** A text of several lines, whose indentation comes later. */
const block = fc
  .constantFrom('|', '>-', '|+', '!!str |', '&a0 >2-')
  .map((style) => ({ style, lines: [`projectId: ${ID}`, '# no comment', '- "'] }));

interface Text {
  readonly style: string;
  readonly lines: readonly string[];
}

interface Entry {
  readonly name: string;
  readonly value:
    | string
    | Text
    | readonly Entry[]
    | { readonly items: readonly (readonly Entry[])[] }
    | { readonly texts: readonly Text[] };
  readonly after: string;
  readonly before: string;
}

const { entries } = fc.letrec<{ entries: readonly Entry[]; entry: Entry }>((tie) => ({
  entries: fc.array(tie('entry'), { minLength: 1, maxLength: 4 }),
  entry: fc.record({
    name: key,
    before: between,
    after: comment,
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 5, arbitrary: scalar },
      { weight: 1, arbitrary: flow },
      { weight: 1, arbitrary: wrapped },
      { weight: 1, arbitrary: block },
      { weight: 1, arbitrary: fc.record({ texts: fc.array(block, { minLength: 1, maxLength: 2 }) }) },
      { weight: 3, arbitrary: tie('entries') },
      { weight: 2, arbitrary: fc.record({ items: fc.array(tie('entries'), { minLength: 1, maxLength: 3 }) }) },
    ),
  }),
}));

/** Writes entries with unique names, because a mapping must not repeat a key. */
function write(all: readonly Entry[], indent: string): string {
  const names = new Set<string>();
  return all
    .filter(({ name }) => {
      const plain = name.replace(/["']/g, '');
      return !names.has(plain) && names.add(plain);
    })
    .map(({ name, value, after, before }) => `${before}${indent}${name}:${writeValue(value, after, indent)}\n`)
    .join('');
}

function writeValue(value: Entry['value'], after: string, indent: string): string {
  if (typeof value === 'string') {
    return ` ${value}${after}`;
  }
  if ('style' in value) {
    return writeText(value, after, indent);
  }
  if ('texts' in value) {
    return `${after}\n${value.texts.map((text) => `${indent}  -${writeText(text, after, `${indent}  `)}`).join('\n')}`;
  }
  if ('items' in value) {
    const items = value.items.map(
      (item) =>
        `${indent}- ${write(item, `${indent}  `)
          .replace(/^(?:[ ]*(?:#.*)?\n)*/, '')
          .trimStart()}`,
    );
    return `${after}\n${items.join('')}`.trimEnd();
  }
  return `${after}\n${write(value, `${indent}  `)}`.trimEnd();
}

function writeText({ style, lines }: Text, after: string, indent: string): string {
  // The number says how far the lines are indented at least.
  return ` ${style}${after}\n${lines.map((line) => `${indent}    ${line}`).join('\n')}`;
}

interface Place {
  readonly value: Scalar;
  readonly key: string | undefined;
  /** The mappings around the value, innermost first. */
  readonly maps: readonly YAMLMap[];
}

/** Returns the values that are IDs, by their offsets. */
function placesIn(source: string): Map<number, Place> {
  const places = new Map<number, Place>();
  for (const document of parseAllDocuments(source)) {
    assert.deepEqual(document.errors, [], source);
    visit(document, {
      Scalar: (role, value, path) => {
        const [start] = value.range ?? assert.fail();
        const pair = path.at(-1);
        const quote = value.type === 'QUOTE_DOUBLE' || value.type === 'QUOTE_SINGLE' ? 1 : 0;
        const isValue = role === 'value' && isPair(pair);
        places.set(start + quote, {
          value,
          key: isValue && isScalar(pair.key) ? String(pair.key.value) : undefined,
          maps: path.filter((node) => isMap(node)).reverse(),
        });
      },
    });
  }
  return places;
}

const Comment = v.object({ type: v.literal('comment'), offset: v.number(), source: v.string() });

/** Returns the ranges of comments. */
function commentsIn(source: string): readonly (readonly [number, number])[] {
  const comments: [number, number][] = [];
  const collect = (token: unknown): void => {
    if (Array.isArray(token)) {
      token.forEach(collect);
    } else if (v.is(Comment, token)) {
      comments.push([token.offset, token.offset + token.source.length]);
    } else if (typeof token === 'object' && token !== null) {
      Object.values(token).forEach(collect);
    }
  };
  collect([...new Parser().parse(source)]);
  return comments;
}

function projectBeside({ maps }: Place): string | undefined {
  for (const { items } of maps) {
    const projects = items.flatMap(({ key: name, value }: Pair) => {
      const isProject = isScalar(name) && meaningOfKey(String(name.value))?.kind === 'project';
      return isProject && isScalar(value) && /^[\da-f]{24}$/.test(String(value.value)) ? [String(value.value)] : [];
    });
    if (projects.length > 0) {
      return projects.length === 1 ? projects[0] : undefined;
    }
  }
  return undefined;
}

describe('YAML files', () => {
  it('have the same IDs, keys, comments and projects as a real parser finds', () => {
    fc.assert(
      fc.property(fc.array(entries, { minLength: 1, maxLength: 2 }), objectIds, (documents, ids) => {
        const source = ids(documents.map((document) => write(document, '')).join('---\n'), ID);
        const places = placesIn(source);
        const comments = commentsIn(source);
        const parsedOf = ({ id, start, end }: FoundId): ParsedId => {
          const place = places.get(start);
          return {
            isInComment: isWithin(comments, start, end),
            value: place?.value.value === id ? { key: place.key, project: () => projectBeside(place) } : undefined,
          };
        };
        assertSameAsParser(new ScannedFile(source, 'yaml'), parsedOf, ATLAS_WORD.test(source));
      }),
      { numRuns: 1000 },
    );
  });
});
