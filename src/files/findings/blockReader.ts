import type { Block, Entry } from '../blocks/block';
import { grouped } from '../../model/grouped';
import type { ScannedFile } from '../scannedFile';

/** The maximum number of times that the length of a file is read, so that nested blocks can't take quadratic time. */
const MOST_READS = 30;
/** The maximum length of a header that is read. Many blocks may have the same one. */
const LONGEST_HEADER = 200;
/** The levels above a block that may name its resource type. */
const TYPE_LEVELS = 8;

/** The name of a block as a key, such as `export`, `"Properties":` and `Export =`. */
const HEADER_KEY = /^["']?([\w-]+)["']?\s*[:=]?$/;

/** Reads the blocks of a file for findings. If too much of the file was read, nothing is said to be absent. */
export class BlockReader {
  #children: ReadonlyMap<Block | undefined, readonly Block[]> | undefined;
  readonly #childrenByKey = new Map<Block, ReadonlyMap<string | undefined, readonly Block[]>>();
  readonly #entries = new Map<Block, ReadonlyMap<string, readonly Entry[]>>();
  /** Whether the type in a block is one of Atlas. */
  readonly #isAtlas = new Map<Block, boolean>();
  readonly #read = new Set<Block>();
  #left: number;

  constructor(readonly file: ScannedFile) {
    this.#left = MOST_READS * file.text.length + 1000;
  }

  /** Returns the blocks directly in a block, in order. */
  childrenOf(block: Block): readonly Block[] {
    this.#children ??= grouped(this.file.blocks, ({ parent }) => parent);
    return this.#children.get(block) ?? [];
  }

  /** Returns the blocks directly in a block whose header is a key. */
  childrenNamed(block: Block, key: string): readonly Block[] {
    const children = this.#childrenByKey.get(block) ?? grouped(this.childrenOf(block), ({ header }) => keyOf(header));
    this.#childrenByKey.set(block, children);
    return children.get(key) ?? [];
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
    const all = this.entriesOf(block);
    if (all === undefined) {
      return undefined;
    }
    const entries = this.#entries.get(block) ?? grouped(all, (entry) => entry.key);
    this.#entries.set(block, entries);
    const [only, another] = entries.get(key) ?? [];
    return another === undefined && only?.isLiteral === true ? only : undefined;
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
    let block: Block | undefined = innermost;
    for (let level = 0; block !== undefined && level < TYPE_LEVELS; level += 1, block = block.parent) {
      // Stored, because the type of a block is read for each block in it.
      const isAtlas = this.#isAtlas.get(block) ?? this.#isAtlasResource(block);
      this.#isAtlas.set(block, isAtlas);
      if (isAtlas) {
        return true;
      }
    }
    return false;
  }

  #isAtlasResource(block: Block): boolean {
    const header = block.header.slice(-LONGEST_HEADER);
    if (this.file.syntax === 'hcl') {
      return HCL_RESOURCE.test(header);
    }
    return (
      ATLAS_HEADER.test(header) ||
      (block.parent !== undefined &&
        this.entriesOf(block)?.some(
          ({ key, value, isLiteral }) => isLiteral && TYPE_KEY.test(key) && ATLAS_TYPE.test(value),
        ) === true)
    );
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
  return header.length > LONGEST_HEADER ? undefined : HEADER_KEY.exec(header)?.[1];
}
