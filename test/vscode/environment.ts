/** Variables of a process; what is undefined is not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Of the Atlas CLI and of its predecessor, the MongoDB CLI; the extension reads both. */
const ATLAS = /^(MONGODB_ATLAS|MCLI)_/;
const OTHER_VSCODE = /^(VSCODE|ELECTRON)_/;

/** The variables that name a credential of Atlas and where it is sent. */
export function atlasVariables(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      ATLAS.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
}

/** Without the Atlas credential of the person at the machine: nobody's real key has a place in a test or a demonstration. */
export function withoutAtlasVariables(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ATLAS.test(name)));
}

/** Without what the terminal of another VS Code, in which this may run, says to the programs in it. */
export function withoutOtherVSCode(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !OTHER_VSCODE.test(name)));
}
