import { l10n, workspace, type TextDocument, type Uri } from 'vscode';
import * as v from 'valibot';
import type { FileToCheck } from '../../files/checkedIds';
import { ScannedFile } from '../../files/scannedFile';
import { FILE_ENDINGS, syntaxOf } from '../../files/syntax';
import { count } from '../../host/numbers';
import { LONGEST_FILE } from '../scans';

/** The maximum number of files that a check reads, and of their characters. */
const MOST_FILES = 1000;
const MOST_CHARACTERS = 50_000_000;

interface CheckedFile extends FileToCheck {
  readonly uri: Uri;
}

export interface CollectedFiles {
  readonly files: readonly CheckedFile[];
  /** What was not read, and why, in sentences. */
  readonly notes: readonly string[];
}

type FindFiles = (pattern: string, exclude: string | undefined, most: number) => Thenable<readonly Uri[]>;

const Excludes = v.fallback(v.record(v.string(), v.unknown()), {});

/** Returns the file of a document. */
export function fileOf(document: TextDocument): CollectedFiles {
  const name = nameOf(document.uri);
  const text = document.getText();
  return text.length > LONGEST_FILE
    ? { files: [], notes: [tooLong(name)] }
    : { files: [{ uri: document.uri, name, file: scanned(document.uri, document.languageId, text) }], notes: [] };
}

/**
 * Reads the configuration and source files of the workspace, without those that the user excludes from searches.
 * @param find returns at most a number of files that match a pattern, and not another one
 * @throws the reason of `signal`
 */
export async function filesOfWorkspace(
  signal: AbortSignal,
  find: FindFiles = (pattern, exclude, most) => workspace.findFiles(pattern, exclude, most),
): Promise<CollectedFiles> {
  // Logs and notes mention IDs that no longer exist.
  const endings = Object.entries(FILE_ENDINGS).flatMap(([syntax, names]) => (syntax === 'text' ? [] : names));
  const pattern = `**/*.{${endings.join(',')}}`;
  const found = await find(pattern, excluded(), MOST_FILES + 1);
  signal.throwIfAborted();
  const files: CheckedFile[] = [];
  const notes: string[] =
    found.length > MOST_FILES
      ? [l10n.t('Only the first {0} files were read. Exclude other files from searches.', count(MOST_FILES))]
      : [];
  let characters = 0;
  for (const uri of found.slice(0, MOST_FILES)) {
    signal.throwIfAborted();
    const name = nameOf(uri);
    const text = characters > MOST_CHARACTERS ? undefined : await textOf(uri);
    if (text === undefined || text.length > LONGEST_FILE) {
      notes.push(
        characters > MOST_CHARACTERS
          ? l10n.t('{0} was skipped, because the files before it are too large.', name)
          : text === undefined
            ? l10n.t('{0} could not be read.', name)
            : tooLong(name),
      );
    } else {
      characters += text.length;
      files.push({ uri, name, file: scanned(uri, '', text) });
    }
  }
  return { files, notes };
}

/** Returns the text of a file, with the changes that aren't saved; undefined if it can't be read as a text. */
async function textOf(uri: Uri): Promise<string | undefined> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) {
    return open.getText();
  }
  try {
    const { size } = await workspace.fs.stat(uri);
    // The characters of a text have up to four bytes. A longer file isn't loaded at all.
    return size > 4 * LONGEST_FILE
      ? ' '.repeat(LONGEST_FILE + 1)
      : new TextDecoder('utf-8', { fatal: true }).decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

function scanned({ path }: Uri, languageId: string, text: string): ScannedFile {
  return new ScannedFile(text, syntaxOf(path, languageId, text));
}

/** Returns the patterns that the user excludes, in one. */
function excluded(): string | undefined {
  const patterns = ['files', 'search'].flatMap((section) => {
    const excludes = v.parse(Excludes, workspace.getConfiguration(section).get<unknown>('exclude'));
    return Object.entries(excludes).flatMap(([pattern, isExcluded]) => (isExcluded === true ? [pattern] : []));
  });
  return patterns.length === 0 ? undefined : `{${[...new Set(patterns)].join(',')}}`;
}

function nameOf(uri: Uri): string {
  return workspace.asRelativePath(uri);
}

function tooLong(name: string): string {
  return l10n.t('{0} was skipped, because it has more than {1} characters.', name, count(LONGEST_FILE));
}
