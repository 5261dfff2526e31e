import { isObjectId } from '../atlas/objectId';
import { BASE64, skip, skipBack, STATE_ID } from './characters';
import { meaningOfKey, type IdKind } from './keys';
import { ID_LENGTH } from './objectIdsIn';

/** An ID in the `id` of a resource in a Terraform state. */
export interface StateId {
  readonly id: string;
  readonly key: string;
  readonly kind: IdKind;
  /** The range of the encoded ID. */
  readonly start: number;
  readonly end: number;
  /** The range of the whole `id`. */
  readonly groupStart: number;
}

type Meaning = Pick<StateId, 'key' | 'kind'>;

/** 24 bytes are 32 characters in Base64, without padding. */
const ENCODED_LENGTH = 32;
/** The maximum number of characters in the `id` of a resource. */
const LONGEST = 400;

/** The keys of IDs by their Base64, which ends with padding in all of them, with what they mean. */
const KEYS: ReadonlyMap<string, Meaning> = new Map(
  ['id', 'project_id', 'role_id', 'iam_role_id', 'export_bucket_id', 'group_id'].map((key) => [
    Buffer.from(key).toString('base64'),
    { key, kind: meaningOfKey(key)?.kind ?? 'unknown' },
  ]),
);
const LONGEST_KEY = Math.max(...[...KEYS.keys()].map(({ length }) => length));
/** The key `provider_name` in Base64, which only roles have. */
const PROVIDER_NAME = Buffer.from('provider_name').toString('base64');

/**
 * Returns the IDs in the `id` of resources, which the Terraform provider of Atlas writes as `base64(key):base64(value)`,
 * joined by hyphens.
 * @see https://github.com/mongodb/terraform-provider-mongodbatlas/blob/master/internal/common/conversion/encode_state.go
 */
export function stateIdsIn(text: string): StateId[] {
  const encoded = encodedIn(text);
  // Decoded at once, because each call of `Buffer` takes longer than reading an ID.
  const decoded = Buffer.from(encoded.map(({ start }) => text.slice(start, start + ENCODED_LENGTH)).join(''), 'base64');
  const ids = decoded.toString('latin1');
  const found: StateId[] = [];
  encoded.forEach(({ start, meaning }, index) => {
    const id = ids.slice(index * ID_LENGTH, (index + 1) * ID_LENGTH);
    if (isObjectId(id)) {
      const end = start + ENCODED_LENGTH;
      const last = found.at(-1);
      // One `id` may contain several IDs, whose start is read once.
      const isSame = last !== undefined && skip(text, last.end, STATE_ID, LONGEST) >= start;
      const groupStart = isSame ? last.groupStart : skipBack(text, start, STATE_ID, LONGEST);
      const { key, kind } = meaning;
      found.push({
        id,
        key,
        kind: kind === 'unknown' && isRole(text, groupStart, end) ? 'role' : kind,
        start,
        end,
        groupStart,
      });
    }
  });
  return found;
}

/** Returns the values after the keys of IDs that are as long as an ID. */
function encodedIn(text: string): { start: number; meaning: Meaning }[] {
  const found: { start: number; meaning: Meaning }[] = [];
  for (let at = text.indexOf('=:'); at !== -1; at = text.indexOf('=:', at + 2)) {
    const start = at + 2;
    if (skip(text, start, BASE64, ENCODED_LENGTH + 1) === start + ENCODED_LENGTH) {
      const padded = text[at - 1] === '=' ? at - 1 : at;
      const meaning = KEYS.get(text.slice(skipBack(text, padded, BASE64, LONGEST_KEY), at + 1));
      if (meaning !== undefined) {
        found.push({ start, meaning });
      }
    }
  }
  return found;
}

/** Returns whether the `id` of a resource that contains an ID belongs to a role. */
function isRole(text: string, groupStart: number, end: number): boolean {
  return text.slice(groupStart, skip(text, end, STATE_ID, LONGEST)).includes(`${PROVIDER_NAME}:`);
}
