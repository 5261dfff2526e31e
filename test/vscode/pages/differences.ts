import type { VSCodeVersion } from '../install';

/*
 * The differences between the tested versions of VS Code. For all other differences, selectors match both versions.
 */

/**
 * Returns the URL that a link to a server on this machine opens. The workbench of 1.100 loses the path, because it
 * opens the link through its own server.
 */
export function addressOnThisMachine(version: VSCodeVersion, link: string): string {
  return version === '1.100' ? `${new URL(link).origin}/` : link;
}

/** Returns whether saving an untitled editor with the encoding “UTF-8 with BOM” writes the mark. 1.100 doesn't. */
export function savesByteOrderMark(version: VSCodeVersion): boolean {
  return version !== '1.100';
}
