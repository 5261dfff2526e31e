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
  const { uri, languageId } = document;
  const name = nameOf(uri);
  const text = document.getText();
  return text.length > LONGEST_FILE
    ? { files: [], notes: [tooLong(name)] }
    : { files: [{ uri, name, file: scanned(uri, languageId, text) }], notes: [] };
}

/**
 * Reads the configuration and source files of the workspace, without those that the user excludes from searches.
 * @param find returns at most a number of files that match a pattern, without those that match another one
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
    const read =
      characters > MOST_CHARACTERS
        ? { note: l10n.t('{0} was skipped, because the files before it are too large.', name) }
        : await readText(uri, name);
    if ('note' in read) {
      notes.push(read.note);
    } else {
      characters += read.text.length;
      files.push({ uri, name, file: scanned(uri, '', read.text) });
    }
  }
  return { files, notes };
}

/** Returns the text of a file, with the changes that aren't saved, or why it was not read. */
async function readText(uri: Uri, name: string): Promise<{ readonly text: string } | { readonly note: string }> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  try {
    // The characters of a text have up to four bytes. A longer file isn't loaded at all.
    if (open === undefined && (await workspace.fs.stat(uri)).size > 4 * LONGEST_FILE) {
      return { note: tooLong(name) };
    }
    const text = open?.getText() ?? new TextDecoder('utf-8', { fatal: true }).decode(await workspace.fs.readFile(uri));
    return text.length > LONGEST_FILE ? { note: tooLong(name) } : { text };
  } catch {
    return { note: l10n.t('{0} could not be read.', name) };
  }
}

function scanned({ path }: Uri, languageId: string, text: string): ScannedFile {
  return new ScannedFile(text, syntaxOf(path, languageId, text));
}

/** Returns one pattern for all files that the user excludes; undefined if there are none. */
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
