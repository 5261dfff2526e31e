import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import { ENVIRONMENT, type Credential } from '../../credentials/credential';
import { decode, encode, MAX_BYTES, type FileProblem } from './format';
import { withChanges, type Change, type Remembered } from './remembered';

/** What identifies the file of a credential and its content. */
export type FileOwner = Pick<Credential, 'id' | 'origin' | 'method' | 'keyId'>;

/** Milliseconds after which an unfinished file, or a file of a key that was in the environment, is deleted. */
const LONGEST_UNFINISHED = 3_600_000;
const LONGEST_UNUSED = 30 * 24 * 3_600_000;

const PREFIXES = { stored: 'credential-', environment: 'environment-' } as const;
const UNFINISHED = '.tmp';

/**
 * The files of remembered lists, one for each credential. Only the user can read them. A file is replaced as a whole, so
 * that a crash, or another window that writes it at the same time, never leaves a part of one.
 */
export class RememberedFiles {
  /** Runs all accesses of this window in order, because each one depends on the files that the others leave. */
  readonly #queue = pLimit(1);

  /** @param onIgnored called with the name of a file that was ignored, and why */
  constructor(
    private readonly folder: string,
    private readonly onIgnored: (file: string, problem: FileProblem) => void,
  ) {}

  /** Returns what is remembered of a credential. */
  read(owner: FileOwner): Promise<Remembered> {
    return this.#queue(() => this.#read(owner));
  }

  /**
   * Applies changes to what is remembered of a credential. Keeps what another window has written, except at the very
   * moment at which both write.
   * @param isWanted returns whether the credential still exists with the same key
   * @throws the error of the file system
   */
  update(owner: FileOwner, changes: readonly Change[], isWanted: () => boolean): Promise<void> {
    return this.#queue(async () => {
      if (!isWanted()) {
        return;
      }
      const remembered = withChanges(await this.#read(owner), changes);
      await this.#write(fileOf(owner), encode(remembered, ownerHash(owner)));
      if (!isWanted()) {
        await rm(this.#path(fileOf(owner)), { force: true });
      }
    });
  }

  /** Deletes the file of a stored credential. */
  remove(credentialId: string): Promise<void> {
    return this.#queue(() => rm(this.#path(storedFile(credentialId)), { force: true }));
  }

  /** Deletes the files of credentials that another window has removed, and what a crash has left. */
  removeUnused(owners: readonly FileOwner[]): Promise<void> {
    return this.#queue(async () => {
      const used = new Set(owners.map(fileOf));
      const unused = (await readdir(this.folder).catch(() => [])).filter((file) => !used.has(file));
      await Promise.all(unused.map((file) => this.#removeUnused(file)));
    });
  }

  /** Deletes all files. */
  clear(): Promise<void> {
    return this.#queue(() => rm(this.folder, { recursive: true, force: true, maxRetries: 3 }));
  }

  async #read(owner: FileOwner): Promise<Remembered> {
    const file = fileOf(owner);
    const text = await this.#text(file);
    if (text === undefined) {
      return new Map();
    }
    const decoded = typeof text === 'string' ? decode(text, ownerHash(owner)) : text;
    if ('problem' in decoded) {
      this.onIgnored(file, decoded.problem);
      return new Map();
    }
    return decoded.remembered;
  }

  /** Returns the text of a file; undefined if there is no file that can be read. */
  async #text(file: string): Promise<string | undefined | { readonly problem: 'tooLarge' }> {
    try {
      const { size } = await stat(this.#path(file));
      return size > MAX_BYTES ? { problem: 'tooLarge' } : await readFile(this.#path(file), 'utf8');
    } catch {
      return undefined;
    }
  }

  async #write(file: string, text: string): Promise<void> {
    const unfinished = this.#path(`${file}.${randomUUID()}${UNFINISHED}`);
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFile(unfinished, text, { flag: 'wx', mode: 0o600, flush: true });
      await rename(unfinished, this.#path(file));
    } catch (error) {
      await rm(unfinished, { force: true });
      // Another window has cleared everything, and with it what was being written.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
        throw error;
      }
    }
  }

  async #removeUnused(file: string): Promise<void> {
    const longest = file.endsWith(UNFINISHED)
      ? LONGEST_UNFINISHED
      : file.startsWith(PREFIXES.environment)
        ? LONGEST_UNUSED
        : 0;
    const mtimeMs = await stat(this.#path(file)).then(
      (found) => found.mtimeMs,
      () => Infinity,
    );
    if (Date.now() - mtimeMs >= longest) {
      await rm(this.#path(file), { force: true });
    }
  }

  #path(file: string): string {
    return path.join(this.folder, file);
  }
}

/**
 * Returns a name that contains nothing of the credential. A stored credential keeps its file; each key that was in the
 * environment has its own, because two windows can have different ones.
 */
function fileOf(owner: FileOwner): string {
  return owner.id === ENVIRONMENT ? `${PREFIXES.environment}${ownerHash(owner)}.json` : storedFile(owner.id);
}

function storedFile(credentialId: string): string {
  return `${PREFIXES.stored}${hash([credentialId])}.json`;
}

/** Identifies the key and base URL with which a list was loaded. No other key may see it. */
function ownerHash({ origin, method, keyId }: FileOwner): string {
  return hash([origin, method, keyId]);
}

function hash(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
