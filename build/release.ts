import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';

/** What the release workflow needs to know about a version. */
export interface Release {
  /** The ID of the extension, which starts with its publisher. */
  readonly extension: string;
  readonly version: string;
  /** Whether it is published on the pre-release channel, which is for odd minor versions. */
  readonly isPreRelease: boolean;
  /** The file name of the VSIX. */
  readonly vsix: string;
  /** The part of the changelog about this version. */
  readonly notes: string;
}

const Manifest = v.object({
  publisher: v.string(),
  name: v.string(),
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, 'The registries accept only major.minor.patch')),
});

/**
 * Describes the release of a tag.
 * @param tag the tag, such as `v1.2.3`
 * @param manifest the parsed package.json
 * @param changelog the text of CHANGELOG.md
 * @throws Error if the tag is not the version of the manifest, or the changelog doesn't start with that version
 */
export function describeRelease(tag: string, manifest: unknown, changelog: string): Release {
  const { publisher, name, version } = v.parse(Manifest, manifest);
  if (tag !== `v${version}`) {
    throw new Error(`The tag ${tag} is not the version in package.json, which is ${version}`);
  }
  const [heading = '', ...notes] = (changelog.split(/^## /m)[1] ?? '').split('\n');
  if (heading !== version) {
    throw new Error(`CHANGELOG.md starts with “${heading}” and not with ${version}`);
  }
  return {
    extension: `${publisher}.${name}`,
    version,
    isPreRelease: Number(version.split('.')[1]) % 2 === 1,
    vsix: `${name}-${version}.vsix`,
    notes: notes.join('\n').trim(),
  };
}

/** Writes `notes.md` into a folder, and the other facts to the outputs of the workflow's step. */
function main([tag = '', folder = '']: readonly string[], outputs = ''): void {
  const read = (file: string): string => readFileSync(path.join(__dirname, '..', file), 'utf8');
  const { notes, isPreRelease, ...facts } = describeRelease(
    tag,
    JSON.parse(read('package.json')),
    read('CHANGELOG.md'),
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'notes.md'), `${notes}\n`);
  const lines = Object.entries({ ...facts, 'pre-release': isPreRelease }).map(([name, value]) => `${name}=${value}\n`);
  appendFileSync(outputs, lines.join(''));
}

if (require.main === module) {
  main(process.argv.slice(2), process.env['GITHUB_OUTPUT']);
}
