export const SIGN_IN_COMMANDS = [
  'addCredential',
  'manageCredentials',
  'checkAccess',
  'renameCredential',
  'changeBaseUrl',
  'addProject',
  'addProjectTo',
  'removeProject',
  'openKeyPage',
  'updateSecret',
  'removeCredential',
  'openAccessManager',
  'openAccessList',
] as const;

export type SignInCommand = (typeof SIGN_IN_COMMANDS)[number];
