/** The relevant part of an npm lock file. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

type LockedPackage = Readonly<Record<string, unknown>>;

/** The packages that VS Code's server and web workbench load. All others are optional. */
const NEEDED = [
  'cookie',
  '@microsoft/1ds-core-js',
  'minimist',
  'vscode-regexpp',
  '@vscode/proxy-agent',
  'undici',
  'http-proxy-agent',
  'https-proxy-agent',
  'yauzl',
  'yazl',
  'ws',
  'vscode-textmate',
  'vscode-oniguruma',
  '@vscode/iconv-lite-umd',
  'jschardet',
  '@parcel/watcher',
  '@vscode/ripgrep',
  'tas-client',
  'tas-client-umd',
];

/** Needs a compiler, and is used only on Windows. */
const UNWANTED = '@vscode/windows-ca-certs';

/** Returns the needed packages of a lock file and their dependencies, with unchanged versions and integrity. */
export function prunedLock(lock: Lock): {
  readonly dependencies: Record<string, string>;
  readonly packages: Record<string, LockedPackage>;
} {
  const kept = new Set<string>();
  const keep = (name: string, from: string): void => {
    const key = resolve(lock, name, from);
    if (key === undefined || kept.has(key)) {
      return;
    }
    kept.add(key);
    const { dependencies, optionalDependencies } = lock.packages[key] ?? {};
    for (const dependency of [...namesIn(dependencies), ...namesIn(optionalDependencies)]) {
      if (dependency !== UNWANTED) {
        keep(dependency, key);
      }
    }
  };
  const roots = NEEDED.filter((name) => `node_modules/${name}` in lock.packages);
  roots.forEach((name) => {
    keep(name, '');
  });
  return {
    dependencies: Object.fromEntries(
      roots.map((name) => [name, String(lock.packages[`node_modules/${name}`]?.['version'])]),
    ),
    packages: Object.fromEntries([...kept].sort().map((key) => [key, without(lock.packages[key] ?? {})])),
  };
}

/**
 * Returns the key of a package that `from` depends on: in its own folder or one above, in the order of Node's
 * resolution.
 */
function resolve(lock: Lock, name: string, from: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const key = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (key in lock.packages) {
      return key;
    }
    if (folder === '') {
      return undefined;
    }
  }
}

function namesIn(dependencies: unknown): string[] {
  return typeof dependencies === 'object' && dependencies !== null ? Object.keys(dependencies) : [];
}

function without(entry: LockedPackage): LockedPackage {
  const { optionalDependencies, ...rest } = entry;
  if (typeof optionalDependencies !== 'object' || optionalDependencies === null) {
    return entry;
  }
  const kept = Object.entries(optionalDependencies).filter(([name]) => name !== UNWANTED);
  return { ...rest, optionalDependencies: Object.fromEntries(kept) };
}
