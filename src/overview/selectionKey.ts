import { createHash } from 'node:crypto';
import { cut } from '../text/invisible';

const LONGEST_KEY = 500;

/**
 * The key of a group as it goes to the page and back: short, whatever the group is called, and still different for
 * different groups.
 */
export function selectionKey(key: string): string {
  return key.length <= LONGEST_KEY
    ? key
    : `${cut(key, LONGEST_KEY / 5)} ${createHash('sha256').update(key).digest('hex')}`;
}
