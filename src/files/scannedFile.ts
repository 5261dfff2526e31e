import { AtlasWords } from './atlasWords';
import { blocksOf } from './blocks';
import type { Block, Blocks, Entry, Range } from './blocks/block';
import { cluesIn, type Clue } from './cluesIn';
import { meaningOfKey, type IdKind } from './keys';
import { ID_LENGTH } from './objectIdsIn';
import { onlyIn } from './onlyIn';
import { ResourceKinds } from './resourceKinds';
import { countUpTo } from './sorted';
import type { Syntax } from './syntax';

/** An ID in a file. */
export type FoundId = Pick<Clue, 'id' | 'start' | 'end'>;

/** A key and the name of a function that converts its value. */
const CALL_AS_VALUE = /[\w"'][ \t]*[:=][ \t]*[\w.&*]+$/;

/** The project IDs directly in each block, without those in comments. */
class Projects {
  readonly #keyed = new Map<Block, Set<string>>();
  readonly #others = new Map<Block, Set<string>>();

  add(block: Block, id: string, isKeyed: boolean): void {
    const blocks = isKeyed ? this.#keyed : this.#others;
    blocks.set(block, (blocks.get(block) ?? new Set()).add(id));
  }

  /** Returns the IDs that the keys of a block have; if it has none, those in its paths. */
  of(block: Block): ReadonlySet<string> | undefined {
    return this.#keyed.get(block) ?? this.#others.get(block);
  }
}

/** The IDs and the blocks of a text. The blocks are only read if something needs them. */
export class ScannedFile {
  /** All IDs, in order. */
  readonly ids: readonly FoundId[];
  readonly #clues: readonly Clue[];
  readonly #kinds = new Map<number, IdKind>();
  readonly #resources = new ResourceKinds(this);
  #blocks: Blocks | undefined;
  #atlasWords: AtlasWords | undefined;
  #projects: Projects | undefined;

  constructor(
    readonly text: string,
    readonly syntax: Syntax,
  ) {
    this.#clues = cluesIn(text);
    this.ids = this.#clues;
  }

  /** Returns what the text around an ID says that it identifies. */
  kindOf({ start }: Pick<FoundId, 'start'>): IdKind {
    const known = this.#kinds.get(start);
    if (known !== undefined) {
      return known;
    }
    const clue = this.#clueAt(start);
    const kind = clue === undefined ? 'unknown' : this.#kindOf(clue);
    this.#kinds.set(start, kind);
    return kind;
  }

  /** Returns whether a key, a flag, a path or an error text before an ID says that it is an ID of Atlas. */
  isKeyed({ start }: Pick<FoundId, 'start'>): boolean {
    const clue = this.#clueAt(start);
    return clue !== undefined && (this.kindOf(clue) !== 'unknown' || (clue.key !== undefined && !clue.isAmbiguous));
  }

  /** Returns the key, the flag, the path segment or the error text before an ID, as written. */
  keyOf({ start }: Pick<FoundId, 'start'>): string | undefined {
    return this.#clueAt(start)?.key;
  }

  /** Returns whether an ID is the value of a key that names a project, rather than in a path or an import ID. */
  isValueOfProjectKey({ start }: Pick<FoundId, 'start'>): boolean {
    const { key = '', end, isImported } = this.#clueAt(start) ?? { end: start, isImported: false };
    return end - start === ID_LENGTH && !isImported && meaningOfKey(key)?.kind === 'project';
  }

  /** All blocks by their start, beginning with the whole file. */
  get blocks(): readonly Block[] {
    return this.#read().all;
  }

  /** Returns the keys directly in a block, in order, without those in comments. */
  entriesOf(block: Block): readonly Entry[] {
    return this.#read().entriesOf(block);
  }

  /** Returns the innermost block that contains an offset. */
  blockAt(offset: number): Block {
    const { all } = this.#read();
    let block = all[countUpTo(all, offset) - 1] ?? all[0];
    while (block.end <= offset && block.parent !== undefined) {
      block = block.parent;
    }
    return block;
  }

  /** Returns the ID at an offset, which may also be directly after it. */
  idAt(offset: number): FoundId | undefined {
    const candidate = this.ids[countUpTo(this.ids, offset) - 1];
    return candidate !== undefined && offset <= candidate.end ? candidate : undefined;
  }

  isInComment(offset: number): boolean {
    return this.commentAt(offset) !== undefined;
  }

  /** Returns the comment that contains an offset. */
  commentAt(offset: number): Range | undefined {
    const { comments } = this.#read();
    const comment = comments[countUpTo(comments, offset) - 1];
    return comment !== undefined && offset < comment.end ? comment : undefined;
  }

  /**
   * Returns the ID of the project that belongs to an ID: in the same path or import ID, or as a literal in the same block
   * or in one around it. Undefined if there is none, or if a block has several.
   */
  projectOf({ start }: Pick<FoundId, 'start'>): string | undefined {
    if (this.kindOf({ start }) === 'project') {
      return undefined;
    }
    return this.pairedProjectOf({ start }) ?? this.projectAt(start);
  }

  /** Returns the ID of the project in the same path, import ID or state ID. */
  pairedProjectOf({ start }: Pick<FoundId, 'start'>): string | undefined {
    return this.#clueAt(start)?.projectId;
  }

  /** Returns the ID of the project that is a literal in the block at an offset, or in one around it. */
  projectAt(offset: number): string | undefined {
    this.#projects ??= this.#readProjects();
    const innermost = this.#ownerAt(offset);
    for (let block: Block | undefined = innermost; block !== undefined; block = block.parent) {
      const isWholeFile = block.parent === undefined;
      const isShared = !isWholeFile || this.syntax === 'json' || (this.syntax === 'hcl' && block === innermost);
      const projects = isShared ? this.#projects.of(block) : undefined;
      if (projects !== undefined) {
        return onlyIn(projects);
      }
    }
    return undefined;
  }

  /** Returns whether a word of Atlas is in the resource, the document or the command around an offset. */
  isAtlasAt(offset: number): boolean {
    this.#atlasWords ??= new AtlasWords(this.text);
    return this.#atlasWords.isIn(this.#unitOf(this.blockAt(offset)));
  }

  #kindOf(clue: Clue): IdKind {
    if (clue.isAmbiguous) {
      return this.isAtlasAt(clue.start) ? clue.kind : 'unknown';
    }
    if (clue.isImported) {
      return !this.isAtlasAt(clue.start)
        ? 'unknown'
        : clue.kind === 'unknown'
          ? this.#resources.of(this.blockAt(clue.start))
          : clue.kind;
    }
    return clue.kind === 'unknown' && clue.key !== undefined ? this.#resources.of(this.blockAt(clue.start)) : clue.kind;
  }

  #clueAt(start: number): Clue | undefined {
    const clue = this.#clues[countUpTo(this.#clues, start) - 1];
    return clue?.start === start ? clue : undefined;
  }

  /** Returns what is read as one piece: a Terraform block, a YAML document, a command, a line, or the whole file. */
  #unitOf(innermost: Block): Block {
    if (this.syntax === 'json' || this.syntax === 'code' || this.syntax === 'python') {
      return this.#read().all[0];
    }
    let unit = innermost;
    while (unit.parent?.parent !== undefined) {
      unit = unit.parent;
    }
    return unit;
  }

  /** Returns the block that has the key of a value. It is around the call in `ProjectId: pulumi.String("…")`. */
  #ownerAt(offset: number): Block {
    const block = this.blockAt(offset);
    const isArgument = this.text[block.start] === '(' && offset - block.start <= 3 && CALL_AS_VALUE.test(block.header);
    return (isArgument ? block.parent : undefined) ?? block;
  }

  #readProjects(): Projects {
    const projects = new Projects();
    for (const found of this.ids) {
      if (this.kindOf(found) === 'project' && !this.isInComment(found.start)) {
        projects.add(this.#ownerAt(found.start), found.id, this.isValueOfProjectKey(found));
      }
    }
    return projects;
  }

  #read(): Blocks {
    return (this.#blocks ??= blocksOf(this.text, this.syntax));
  }
}
