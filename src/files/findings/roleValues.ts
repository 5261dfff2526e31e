import type { Entry } from '../blocks/block';
import type { BlockReader } from './blockReader';
import type { Finding } from './finding';

const ROLE_KEY = /iam_?role_?id/gi;
const WHOLE_KEY = /^iam_?role_?id$/i;

/** Identifiers that AWS has for a role or a user: an ARN, a unique ID, or an external ID. */
const AWS_VALUE =
  /^(?:arn:[\w-]+:(?:iam|sts)::\S+|A(?:RO|ID)A[A-Z0-9]{12,}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;
/** The attributes of a Terraform resource that contain such an identifier. */
const AWS_REFERENCE =
  /^(?:\$\{\s*)?(?:data\.)?aws_iam_role\.[\w-]+(?:\[[^\]\s]{1,100}\])?\.(?:arn|unique_id)(?:\s*\})?$/;

/** Returns role IDs that are identifiers of AWS. Atlas has its own ID of a role, of 24 hexadecimal digits. */
export function roleValueFindings(reader: BlockReader): Finding[] {
  const { file } = reader;
  const blocks = new Set(reader.offsetsOf(ROLE_KEY).map((offset) => file.blockAt(offset)));
  return [...blocks].flatMap((block) => {
    const entries = (reader.entriesOf(block) ?? []).filter((entry) => isOfAws(entry, file.syntax === 'hcl'));
    return entries.length === 0 || !reader.isInAtlasResource(block)
      ? []
      : entries.map(({ valueStart: start, valueEnd: end }) => ({ code: 'aws-role-identifier' as const, start, end }));
  });
}

function isOfAws({ key, value, isLiteral }: Entry, isHcl: boolean): boolean {
  return WHOLE_KEY.test(key) && (isLiteral ? AWS_VALUE.test(value) : isHcl && AWS_REFERENCE.test(value));
}
