import { isObjectId } from '../atlas/objectId';
import { BASE64, isAt, skip, skipBack, STATE_ID } from './characters';
import { meaningOfKey, type IdKind } from './keys';

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

/** 24 bytes are 32 characters in Base64, without padding. */
const ENCODED_LENGTH = 32;
/** The maximum number of characters in the `id` of a resource. */
const LONGEST = 400;

/** The keys of IDs by their Base64, which ends with padding in all of them, with what they mean. */
const KEYS: ReadonlyMap<string, Pick<StateId, 'key' | 'kind'>> = new Map(
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
  const found: StateId[] = [];
  for (let at = text.indexOf('=:'); at !== -1; at = text.indexOf('=:', at + 2)) {
    const start = at + 2;
    const end = start + ENCODED_LENGTH;
    if (isAt(text, end, BASE64) || !isAt(text, start, BASE64) || skip(text, start, BASE64, ENCODED_LENGTH) !== end) {
      continue;
    }
    const padded = text[at - 1] === '=' ? at - 1 : at;
    const meaning = KEYS.get(text.slice(skipBack(text, padded, BASE64, LONGEST_KEY), at + 1));
    if (meaning === undefined) {
      continue;
    }
    const { key } = meaning;
    const id = Buffer.from(text.slice(start, end), 'base64').toString('latin1');
    if (isObjectId(id)) {
      const last = found.at(-1);
      // One `id` may contain several IDs, whose start is read once.
      const isSame = last !== undefined && skip(text, last.end, STATE_ID, LONGEST) >= start;
      const groupStart = isSame ? last.groupStart : skipBack(text, start, STATE_ID, LONGEST);
      const kind = meaning.kind === 'unknown' && isRole(text, groupStart, end) ? 'role' : meaning.kind;
      found.push({ id, key, kind, start, end, groupStart });
    }
  }
  return found;
}

/** Returns whether the `id` of a resource that contains an ID belongs to a role. */
function isRole(text: string, groupStart: number, end: number): boolean {
  return text.slice(groupStart, skip(text, end, STATE_ID, LONGEST)).includes(`${PROVIDER_NAME}:`);
}
