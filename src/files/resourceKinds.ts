import type { Block, Entry, Range } from './blocks/block';
import { NAME, SPACE, skipBack } from './characters';
import { EXPORT_BUCKET_WORD, ROLE_WORD, type IdKind } from './keys';
import { hasCommands, type Syntax } from './syntax';

/** The blocks around an ID that may name its resource type. */
const TYPE_LEVELS = 5;
/** The maximum number of characters between a bracket and what is before it. */
const LONGEST_SPACE = 200;
/** The maximum length of a header that is read. */
const LONGEST_HEADER = 200;

const TYPE_KEY = /^(?:type|to|kind)$/i;
/** A Terraform address, such as `module.a["b"].mongodbatlas_project.c`. Its names say nothing about its type. */
const ADDRESS = /^(?:\$\{\s*)?(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*(?:data\.)?([a-z][a-z\d]*_\w+)\./;
/** A type of Terraform, with the address it is in, or a type of Pulumi or CloudFormation. */
const TYPES_IN_COMMAND =
  /(?<![\w.-])(?:module\.[\w-]+(?:\[[^\]\n]{0,200}\])?\.)*(?:data\.)?(mongodbatlas_\w+)(?:\.[\w-]+)?|mongodbatlas:[\w/:]+|MongoDB::Atlas::\w+/g;
const HCL_LABELS = /^(\w+)\s+"([^"]*)"/;
const HCL_RESOURCES: ReadonlySet<string> = new Set(['resource', 'data', 'ephemeral']);

/** The keys of an ID or of an import. The function that converts their value is called in a block of its own. */
const ID_KEY = /^(?:_?id|attr_?id|import(?:_?(?:id|to|ing))?_?)$/i;
/** The keys between a resource type and the ID of the resource. */
const PART_KEY =
  /^(?:properties|attributes|instances|values|opt(?:ion)?s|get|spec|status|(?:for|at|init)Provider|change|before|after|for_each)$/i;
/** The class of an export bucket or a function that returns one, in Pulumi, CDK and the SDKs. */
const BUCKET_TYPE = /export_?buckets?(?:_?(?:args|config|props|output|plain|request))?$/i;
/** Statements and declarations in languages with brackets. Their names don't describe the values in them. */
const STATEMENT =
  /(?<![.\w])(?:class|interface|struct|enum|namespace|module|function|func|fun|def|record|trait|if|for|while|switch|select|case|when|match|range)\b/;

/** What a block says about the IDs in it. */
interface Meaning {
  /** Undefined if only the blocks around it can say it. */
  readonly kind: IdKind | undefined;
  /** Whether a key says it rather than a type, or separates the block from what is around it. */
  readonly isKey: boolean;
}

const UNRELATED: Meaning = { kind: 'unknown', isKey: false };
const TRANSPARENT: Meaning = { kind: undefined, isKey: false };
const PART: Meaning = { kind: undefined, isKey: true };

/** The parts of a file that say which resource an ID belongs to. */
interface Source {
  readonly text: string;
  readonly syntax: Syntax;
  entriesOf(block: Block): readonly Entry[];
  /** Returns the comment that contains an offset. */
  commentAt(offset: number): Range | undefined;
}

/**
 * Says which resource has an ID whose key is only `id`: by the resource type of the block around it, or by the key of the
 * object that has the ID. An object in that object may be anything, so its ID is unknown.
 */
export class ResourceKinds {
  readonly #meanings = new Map<Block, Meaning>();

  constructor(private readonly source: Source) {}

  /** Returns what an ID in a block identifies. */
  of(innermost: Block): IdKind {
    let isInPart = false;
    let block: Block | undefined = innermost;
    for (let level = 0; block !== undefined && level < TYPE_LEVELS; level += 1, block = block.parent) {
      const meaning = this.#meanings.get(block) ?? this.#meaningOf(block);
      this.#meanings.set(block, meaning);
      const { kind, isKey } = meaning;
      if (kind !== undefined) {
        return isKey && isInPart ? 'unknown' : kind;
      }
      isInPart ||= isKey;
    }
    return 'unknown';
  }

  #meaningOf(block: Block): Meaning {
    const { text, syntax } = this.source;
    if (hasCommands(syntax)) {
      return block.parent === undefined ? UNRELATED : typed(kindInCommand(text.slice(block.start, block.end)));
    }
    const type = this.source.entriesOf(block).find(({ key }) => TYPE_KEY.test(key))?.value;
    if (type !== undefined) {
      return typed(kindOfType(ADDRESS.exec(type)?.[1] ?? type));
    }
    if (block.parent === undefined || block.header.length > LONGEST_HEADER) {
      return UNRELATED;
    }
    return this.#meaningOfHeader(block, block.header.replace(/\/\*.*?\*\//gs, '').trim());
  }

  #meaningOfHeader(block: Block, header: string): Meaning {
    const { text, syntax } = this.source;
    const isBrace = text[block.start] === '{';
    if (syntax === 'yaml') {
      // A text of several lines has no header and no bracket.
      return header !== ''
        ? meaningOfKey(header, block)
        : /[{[]/.test(text.charAt(block.start))
          ? TRANSPARENT
          : UNRELATED;
    }
    if (header === '') {
      return this.#isElement(block.start) ? TRANSPARENT : UNRELATED;
    }
    if (syntax === 'hcl' && isBrace) {
      const [, word = '', label = ''] = HCL_LABELS.exec(header) ?? [];
      if (word !== '') {
        return HCL_RESOURCES.has(word) ? typed(kindOfType(label)) : UNRELATED;
      }
    } else if (STATEMENT.test(header) && (syntax === 'code' || syntax === 'python')) {
      return UNRELATED;
    }
    const separator = Math.max(header.lastIndexOf(':'), header.lastIndexOf('='));
    const called = meaningOfCall(header.slice(separator + 1));
    if (isBrace && separator === -1 && this.#isReturnType(block.start, header)) {
      return UNRELATED;
    }
    if (called.kind === 'bucket' || (separator === -1 && (syntax !== 'hcl' || !isBrace))) {
      return called;
    }
    const key = meaningOfKey(separator === -1 ? header : nameBefore(header, separator), block);
    return key.kind === undefined ? { ...called, isKey: key.isKey } : key;
  }

  /** Returns whether a header follows the parameters of a function, such as `Bucket` in `func f() Bucket {`. */
  #isReturnType(start: number, header: string): boolean {
    const before = this.source.text.slice(Math.max(0, start - 2 * LONGEST_HEADER), start).trimEnd();
    return /\)[ \t]*$/.test(before.slice(0, -header.length));
  }

  /** Returns whether a bracket without a header starts an element or an argument, rather than the body of a function. */
  #isElement(start: number): boolean {
    const { text } = this.source;
    let end = skipBack(text, start, SPACE, LONGEST_SPACE);
    for (
      let comment = this.source.commentAt(end - 1);
      comment !== undefined;
      comment = this.source.commentAt(end - 1)
    ) {
      end = skipBack(text, comment.start, SPACE, LONGEST_SPACE);
    }
    return '([{,'.includes(text.charAt(end - 1)) || /\bnew\s?\(\s?\)$/.test(text.slice(Math.max(0, end - 10), end));
  }
}

function typed(kind: IdKind): Meaning {
  return { kind, isKey: false };
}

function kindOfType(type: string): IdKind {
  return EXPORT_BUCKET_WORD.test(type) ? 'bucket' : ROLE_WORD.test(type) ? 'role' : 'unknown';
}

/** Returns the kind of the resource types in a command, if all of them are of the same kind. */
function kindInCommand(command: string): IdKind {
  const types = [...command.matchAll(TYPES_IN_COMMAND)].map(([whole, type = whole]) => kindOfType(type));
  const kinds = new Set(types);
  return kinds.size === 1 ? (types[0] ?? 'unknown') : 'unknown';
}

/** Returns what the key of a block says. In JSON, Terraform has a type and a name for each resource. */
function meaningOfKey(key: string, { parent }: Block): Meaning {
  const above = parent?.header.slice(-LONGEST_HEADER) ?? '';
  const type = nameBefore(above, above.lastIndexOf(':'));
  if (type.startsWith('mongodbatlas_')) {
    return typed(kindOfType(type));
  }
  const kind = kindOfType(key);
  return kind !== 'unknown'
    ? { kind, isKey: true }
    : ID_KEY.test(key)
      ? TRANSPARENT
      : PART_KEY.test(key)
        ? PART
        : UNRELATED;
}

/** Returns the name before a separator, such as `a` in `"a":`, `const a: Type =` and `Type a =`. Empty if there is none. */
function nameBefore(header: string, separator: number): string {
  const before = header.slice(0, Math.max(0, separator)).replace(/[:=\s]+$/, '');
  const [declared = ''] = before.split(':', 1);
  return /([\w-]+)["'`]?\??$/.exec(declared.trimEnd())?.[1] ?? '';
}

/** Returns what the class or the function before a bracket says, such as `new mongodbatlas.Cluster`. */
function meaningOfCall(source: string): Meaning {
  const call = source.trim();
  if (/[=-]?>$/.test(call) && !call.includes('<')) {
    // The body of an arrow function.
    return UNRELATED;
  }
  const end = call.endsWith('>') ? call.lastIndexOf('<') : call.length;
  const names = call.slice(skipBack(call, end, NAME, call.length), end).split('.');
  const owner = names.at(-2) ?? '';
  // `ExportBucket.get` returns an export bucket, but `exportBuckets.find` may be a method of anything.
  return BUCKET_TYPE.test(names.at(-1) ?? '') || (/^[&*]?[A-Z]/.test(owner) && BUCKET_TYPE.test(owner))
    ? typed('bucket')
    : names.some((name) => /^[&*]?mongodbatlas$/i.test(name))
      ? UNRELATED
      : TRANSPARENT;
}
