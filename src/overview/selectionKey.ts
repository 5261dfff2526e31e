import { createHash } from 'node:crypto';
import { cut } from '../text/invisible';

/** Characters of a key that is sent unchanged. */
const MAX_KEY = 500;

/** Returns the key of a group for messages: a long key is shortened, and a hash keeps it unique. */
export function selectionKey(key: string): string {
  return key.length <= MAX_KEY ? key : `${cut(key, MAX_KEY / 5)} ${createHash('sha256').update(key).digest('hex')}`;
}
