import type { Block, Entry } from '../blocks/block';
import type { ScannedFile } from '../scannedFile';

/** How many times the length of a file is read at most, so that nested blocks can't take quadratic time. */
const MOST_READS = 30;
/** The levels above a block that may name its resource type. */
const TYPE_LEVELS = 8;

/** The name of a block as a key, such as `export`, `"Properties":` and `Export =`. */
const HEADER_KEY = /^["']?([\w-]+)["']?\s*[:=]?$/;

/** Reads the blocks of a file for findings. Says that it doesn't know rather than that something is absent. */
export class BlockReader {
  #children: ReadonlyMap<Block, readonly Block[]> | undefined;
  readonly #read = new Set<Block>();
  #left: number;

  constructor(readonly file: ScannedFile) {
    this.#left = MOST_READS * file.text.length + 1000;
  }

  /** Returns the blocks directly in a block, in order. */
  childrenOf(block: Block): readonly Block[] {
    this.#children ??= childrenOf(this.file.blocks);
    return this.#children.get(block) ?? [];
  }

  /** Returns the blocks directly in a block whose header is a key. */
  childrenNamed(block: Block, key: string): readonly Block[] {
    return this.childrenOf(block).filter(({ header }) => keyOf(header) === key);
  }

  /** Returns the keys directly in a block; undefined if too much of the file was read. */
  entriesOf(block: Block): readonly Entry[] | undefined {
    if (!this.#read.has(block) && !this.#spend(block)) {
      return undefined;
    }
    this.#read.add(block);
    return this.file.entriesOf(block);
  }

  /** Returns the literal value of a key that a block has once; undefined if it has none, or a value of another kind. */
  literal(block: Block, key: string): Entry | undefined {
    const [only, ...others] = this.entriesOf(block)?.filter((entry) => entry.key === key) ?? [];
    return others.length === 0 && only?.isLiteral === true ? only : undefined;
  }

  /**
   * Returns how often a pattern matches in a block, without comments; Infinity if too much of the file was read.
   * @param pattern has the flag `g`
   */
  mentions(block: Block, pattern: RegExp): number {
    if (!this.#spend(block)) {
      return Infinity;
    }
    const matches = this.file.text.slice(block.start, block.end).matchAll(pattern);
    return [...matches].filter(({ index }) => !this.file.isInComment(block.start + index)).length;
  }

  /** Returns the offsets of the matches of a pattern in the file, without comments. */
  offsetsOf(pattern: RegExp): number[] {
    return [...this.file.text.matchAll(pattern)]
      .map(({ index }) => index)
      .filter((offset) => !this.file.isInComment(offset));
  }

  /** Returns whether a block is in a resource of Atlas: its header or the type beside it says so. */
  isInAtlasResource(innermost: Block): boolean {
    const isHcl = this.file.syntax === 'hcl';
    let block: Block | undefined = innermost;
    for (let level = 0; block !== undefined && level < TYPE_LEVELS; level += 1, block = block.parent) {
      if (isHcl ? HCL_RESOURCE.test(block.header) : ATLAS_HEADER.test(block.header)) {
        return true;
      }
      const isMapping = block.parent !== undefined && !isHcl;
      const types = isMapping ? (this.entriesOf(block) ?? []).filter(({ key }) => TYPE_KEY.test(key)) : [];
      if (types.some(({ value, isLiteral }) => isLiteral && ATLAS_TYPE.test(value))) {
        return true;
      }
    }
    return false;
  }

  #spend({ start, end }: Block): boolean {
    this.#left -= end - start;
    return this.#left >= 0;
  }
}

const HCL_RESOURCE = /^(?:resource|data)\s+"mongodbatlas_/;
const ATLAS_HEADER = /mongodbatlas[._]|SnapshotExportBucket/i;
const TYPE_KEY = /^(?:type|apiVersion)$/i;
const ATLAS_TYPE = /^(?:mongodbatlas[:_]|MongoDB::Atlas::|atlas\.mongodb\.com\/|[\w.-]*\.mongodbatlas\.)/;

/** Returns the key that is the header of a block; undefined if the header is something else. */
export function keyOf(header: string): string | undefined {
  return HEADER_KEY.exec(header)?.[1];
}

function childrenOf(blocks: readonly Block[]): ReadonlyMap<Block, readonly Block[]> {
  const children = new Map<Block, Block[]>();
  for (const block of blocks) {
    if (block.parent !== undefined) {
      const siblings = children.get(block.parent);
      if (siblings === undefined) {
        children.set(block.parent, [block]);
      } else {
        siblings.push(block);
      }
    }
  }
  return children;
}
