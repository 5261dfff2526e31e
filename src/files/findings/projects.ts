import { findIn } from '../../atlas/loadedItems';
import type { Block } from '../blocks/block';
import type { KnownBucket, KnownItem } from '../known';
import { INTERFACE_SEGMENT } from '../keys';
import { ID_LENGTH } from '../objectIdsIn';
import { onlyIn } from '../onlyIn';
import type { FoundId, ScannedFile } from '../scannedFile';
import type { BlockReader } from './blockReader';
import { isInOneCommand } from './command';
import type { Finding, KnownLists } from './finding';

/** A key that names a project, or a reference to one. */
const PROJECT_WORD = /(?:project|group)[_-]?id/gi;

/** What a block says about projects. */
interface Projects {
  readonly ids: Set<string>;
  /** The number of keys and references that name a project. */
  words: number;
  /** How many of these keys have an ID as their value. */
  literals: number;
}

/** Finds the project that an ID belongs to, if the file leaves no doubt. */
class ProjectPairs {
  readonly #projects = new Map<Block, Projects>();

  constructor(private readonly reader: BlockReader) {
    const { file } = reader;
    for (const found of file.ids) {
      // A link to the user interface of Atlas may be about anything.
      const isProject = file.kindOf(found) === 'project' && file.keyOf(found) !== INTERFACE_SEGMENT;
      if (isProject && !file.isInComment(found.start)) {
        const projects = this.#of(file.blockAt(found.start));
        projects.ids.add(found.id);
        projects.literals += file.isValueOfProjectKey(found) ? 1 : 0;
      }
    }
    for (const offset of reader.offsetsOf(PROJECT_WORD)) {
      this.#of(file.blockAt(offset)).words += 1;
    }
  }

  /**
   * Returns the ID of the project in the same path, import ID or state ID, or the only literal project of the block.
   * Undefined if a variable or a reference could name another project.
   */
  projectOf(found: FoundId): string | undefined {
    const { file } = this.reader;
    const paired = file.pairedProjectOf(found);
    if (paired !== undefined) {
      return paired;
    }
    let block: Block | undefined = file.blockAt(found.start);
    while (block !== undefined && !this.#projects.has(block)) {
      block = block.parent;
    }
    const projects = block === undefined ? undefined : this.#projects.get(block);
    const only = onlyIn(projects?.ids);
    return block?.parent !== undefined &&
      projects !== undefined &&
      projects.words <= projects.literals &&
      only !== undefined &&
      isOneValue(file, block, found) &&
      isInOneCommand(file.text, found, only)
      ? only
      : undefined;
  }

  #of(block: Block): Projects {
    const projects = this.#projects.get(block) ?? { ids: new Set(), words: 0, literals: 0 };
    this.#projects.set(block, projects);
    return projects;
  }
}

/**
 * Returns whether a block and what is in it around an ID are one value, such as an object, rather than statements or texts
 * that may be about different things.
 */
function isOneValue(file: ScannedFile, outermost: Block, { start: offset }: FoundId): boolean {
  const { text, syntax } = file;
  const { start, header } = outermost;
  for (let block: Block | undefined = file.blockAt(offset); block !== undefined; block = block.parent) {
    if (block.isText || block.hasStatements) {
      return false;
    }
    if (block === outermost) {
      break;
    }
  }
  if (syntax === 'hcl') {
    return header !== 'locals';
  }
  if (syntax !== 'code' && syntax !== 'python') {
    return true;
  }
  if (text[start] !== '{') {
    return text[start] === '(';
  }
  const before = text.slice(Math.max(0, start - 100), start);
  return /(?:[,(:=[]\s*|[\w\]])$/.test(before);
}

/** Returns at most `most` IDs of export buckets and roles that don't belong to the project beside them. */
export function projectFindings(reader: BlockReader, known: KnownLists, most: number): Finding[] {
  const { file } = reader;
  let pairs: ProjectPairs | undefined;
  const namesakes = new Namesakes(known);
  const findings: Finding[] = [];
  for (const found of file.ids) {
    const kind = file.kindOf(found);
    if (findings.length === most) {
      break;
    }
    if ((kind !== 'bucket' && kind !== 'role') || file.isInComment(found.start)) {
      continue;
    }
    pairs ??= new ProjectPairs(reader);
    const projectId = pairs.projectOf(found);
    const finding =
      projectId === undefined
        ? undefined
        : kind === 'bucket'
          ? bucketFinding(found, projectId, known, namesakes)
          : roleFinding(found, projectId, known);
    if (finding !== undefined) {
      findings.push(finding);
    }
  }
  return findings;
}

function bucketFinding(
  { id, start, end }: FoundId,
  projectId: string,
  known: KnownLists,
  namesakes: Namesakes,
): Finding | undefined {
  const buckets = known.get(id).filter((item) => item.kind === 'bucket');
  // A remembered bucket may be gone, so it proves nothing.
  const bucket = buckets.find(({ node }) => node !== undefined);
  if (bucket !== undefined) {
    const project = otherProject(buckets, projectId, known);
    if (project === undefined) {
      return undefined;
    }
    const replacement = namesakes.of(projectId, bucket);
    return {
      code: 'bucket-of-other-project',
      start,
      end,
      bucketName: bucket.name,
      projectName: project.projectName,
      otherProjectName: bucket.projectName,
      // An encoded ID in a Terraform state is left to Terraform.
      ...(replacement !== undefined && end - start === ID_LENGTH && { fix: { start, end, text: replacement } }),
    };
  }
  const [project] = known.get(projectId).filter((item) => item.kind === 'project');
  const lists = known.loadedBucketsOf(projectId);
  const [first] = lists;
  if (
    known.get(id).some(({ kind }) => kind !== 'bucket') ||
    project === undefined ||
    first === undefined ||
    lists.some((list) => findIn(list, ({ _id }) => _id === id).kind !== 'missing')
  ) {
    return undefined;
  }
  const readAt = lists.reduce((oldest, list) => (list.readAt < oldest ? list.readAt : oldest), first.readAt);
  return { code: 'bucket-not-in-project', start, end, projectName: project.projectName, readAt };
}

function roleFinding({ id, start, end }: FoundId, projectId: string, known: KnownLists): Finding | undefined {
  const roles = known.get(id).filter((item) => item.kind === 'role');
  const [role] = roles;
  const project = otherProject(roles, projectId, known);
  const isLoaded = roles.every(({ buckets }) => buckets.every(({ node }) => node !== undefined));
  return role === undefined || project === undefined || !isLoaded
    ? undefined
    : {
        code: 'role-of-other-project',
        start,
        end,
        projectName: project.projectName,
        otherProjectName: role.projectName,
      };
}

/** Returns the loaded project with an ID if none of some items is in it. */
function otherProject(items: readonly KnownItem[], projectId: string, known: KnownLists): KnownItem | undefined {
  const [first] = items;
  return first === undefined || items.some((item) => item.projectId === projectId)
    ? undefined
    : known
        .get(projectId)
        .find(
          (item) =>
            item.kind === 'project' &&
            item.node !== undefined &&
            items.every(({ credential }) => credential.origin === item.credential.origin),
        );
}

/** Finds the export bucket of another project that has the same name. */
class Namesakes {
  #ids: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor(private readonly known: KnownLists) {}

  /** Returns its ID if exactly one loaded export bucket of the project has the name. */
  of(projectId: string, { name }: KnownBucket): string | undefined {
    this.#ids ??= idsByName(this.known.buckets);
    return onlyIn(this.#ids.get(keyOf(projectId, name)));
  }
}

function idsByName(buckets: readonly KnownBucket[]): ReadonlyMap<string, ReadonlySet<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { id, projectId, name, node } of buckets) {
    if (node !== undefined) {
      const key = keyOf(projectId, name);
      ids.set(key, (ids.get(key) ?? new Set()).add(id));
    }
  }
  return ids;
}

function keyOf(projectId: string, name: string): string {
  return `${projectId} ${name}`;
}
