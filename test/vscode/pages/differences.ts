import type { VSCodeVersion } from '../install';

/*
 * What differs between the VS Codes that are tested, as far as the tests have to know. Whatever else looks different is
 * found by selectors that match in both.
 */

/**
 * Returns where a link to a server on this machine leads. The workbench of 1.100 loses the path when it opens the link
 * through its own server.
 */
export function addressOnThisMachine(version: VSCodeVersion, link: string): string {
  return version === '1.100' ? `${new URL(link).origin}/` : link;
}

/** Whether an untitled editor that is saved with the encoding “UTF-8 with BOM” gets the mark. 1.100 forgets it. */
export function savesByteOrderMark(version: VSCodeVersion): boolean {
  return version !== '1.100';
}
