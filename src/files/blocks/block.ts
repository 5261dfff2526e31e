/** A key with its value, as written in a file. */
export interface Entry {
  readonly key: string;
  readonly keyStart: number;
  /** The value without quotes, or the source of an expression. */
  readonly value: string;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Whether the value is a string, a number or a Boolean, rather than an expression. */
  readonly isLiteral: boolean;
}

/** A part of a file whose values belong together: a Terraform block, an object, a mapping, a list item, a command. */
export interface Block {
  /** Undefined for the block that is the whole file. */
  readonly parent: Block | undefined;
  /** What is written before the block, such as `resource "mongodbatlas_cloud_backup_schedule" "daily"`. */
  readonly header: string;
  /** The offset of the header, if it has one. */
  readonly headerStart: number | undefined;
  /** Whether it is a text, such as a heredoc. It has no keys, and its lines may be about different things. */
  readonly isText: boolean;
  /** Whether it has assignments, which may be about different things, rather than the values of an object. */
  readonly hasStatements: boolean;
  readonly start: number;
  /** The offset after the block. */
  readonly end: number;
}

/** A range of offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The blocks of a file. */
export interface Blocks {
  /** All blocks by their start, beginning with the whole file. */
  readonly all: readonly [Block, ...Block[]];
  readonly comments: readonly Range[];
  /** Returns the keys directly in a block, in order. */
  readonly entriesOf: (block: Block) => readonly Entry[];
}

/** A block whose end isn't known yet. */
interface OpenBlock extends Block {
  end: number;
  hasStatements: boolean;
}

/** Brackets beyond these limits belong to the block around them, so that a hostile file can't exhaust the memory. */
const MOST_BLOCKS = 200_000;
const DEEPEST = 200;

/** Collects the blocks of a file while it is read. */
export class BlockBuilder {
  readonly #all: [OpenBlock, ...OpenBlock[]];
  readonly #stack: OpenBlock[];
  readonly #comments: Range[] = [];
  #current: OpenBlock;
  /** How many blocks beyond the limits are open. */
  #ignored = 0;

  constructor(private readonly length: number) {
    this.#current = {
      parent: undefined,
      header: '',
      headerStart: undefined,
      start: 0,
      end: length,
      isText: false,
      hasStatements: false,
    };
    this.#all = [this.#current];
    this.#stack = [this.#current];
  }

  /** Opens a block in the current one. A block that is still being typed ends with the file. */
  open(header: string, start: number, headerStart = start): void {
    this.#open(header, start, headerStart, false);
  }

  /** Opens a text in the current block. */
  openText(start: number): void {
    this.#open('', start, undefined, true);
  }

  #open(header: string, start: number, headerStart: number | undefined, isText: boolean): void {
    if (this.#ignored > 0 || this.#stack.length > DEEPEST || this.#all.length > MOST_BLOCKS) {
      this.#ignored += 1;
      return;
    }
    const parent = this.#current;
    this.#current = { parent, header, headerStart, start, end: this.length, isText, hasStatements: false };
    this.#all.push(this.#current);
    this.#stack.push(this.#current);
  }

  /** Closes the current block. The whole file can't be closed. */
  close(end: number): void {
    if (this.#ignored > 0) {
      this.#ignored -= 1;
      return;
    }
    const parent = this.#stack.at(-2);
    if (parent !== undefined) {
      this.#current.end = end;
      this.#stack.pop();
      this.#current = parent;
    }
  }

  /** Records that the current block has a statement. */
  addStatement(): void {
    if (this.#ignored === 0) {
      this.#current.hasStatements = true;
    }
  }

  /** The innermost block that is open. */
  get current(): Block {
    return this.#current;
  }

  addComment(start: number, end: number): void {
    this.#comments.push({ start, end });
  }

  /** @param entriesOf reads the keys of a block */
  done(entriesOf: Blocks['entriesOf']): Blocks {
    return { all: this.#all, comments: this.#comments, entriesOf };
  }
}
