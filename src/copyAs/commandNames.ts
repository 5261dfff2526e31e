export const COPY_AS_COMMANDS = [
  'copyBucketId',
  'copyProjectId',
  'copySelectedIds',
  'copyAs',
  'copyAsUri',
  'copyAsArn',
  'copyAsCliDescribe',
  'copyAsCliCreateJob',
  'copyAsCliApi',
  'copyAsTerraformResource',
  'copyAsTerraformDataSource',
  'copyAsTerraformSchedule',
  'copyAsCurlBearer',
  'copyAsCurlDigest',
  'copyAsGoSdk',
  'insertAtCursor',
  'openCloudConsole',
  'openProject',
] as const;

export type CopyAsCommand = (typeof COPY_AS_COMMANDS)[number];
