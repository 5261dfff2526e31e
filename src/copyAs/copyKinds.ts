/** The kinds of texts that _Copy As_ copies and _Insert at Cursor_ inserts, in display order. */
export const COPY_KINDS = [
  'bucketId',
  'bucketName',
  'roleId',
  'uri',
  'arn',
  'terraformResource',
  'terraformDataSource',
  'terraformSchedule',
  'cliDescribe',
  'cliCreateJob',
  'cliApi',
  'curlBearer',
  'curlDigest',
  'goSdk',
  'json',
  'link',
] as const;

export type CopyKind = (typeof COPY_KINDS)[number];
