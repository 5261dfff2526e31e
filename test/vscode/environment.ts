/** Environment variables of a process. An undefined value means that the variable isn't set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of the Atlas CLI and its predecessor, the MongoDB CLI. The extension reads both. */
const ATLAS = /^(MONGODB_ATLAS|MCLI)_/;
const OTHER_VSCODE = /^(VSCODE|ELECTRON)_/;

/** Returns the variables for an Atlas credential and its base URL. */
export function atlasVariables(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      ATLAS.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
}

/** Removes the user's Atlas credential, because tests and demonstrations must not use a real key. */
export function withoutAtlasVariables(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ATLAS.test(name)));
}

/** Removes the variables that the terminal of another VS Code sets. */
export function withoutOtherVSCode(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !OTHER_VSCODE.test(name)));
}
