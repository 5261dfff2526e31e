const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const { bundledPackages } = require('./build/bundledPackages.js');
const { licences } = require('./build/licences.js');
const { sbom } = require('./build/sbom.js');

const production = process.argv.includes('--production');

/** What node-fetch brings for a Node without streams, blobs and forms of its own, which VS Code has not had for years. */
const POLYFILLS = /^web-streams-polyfill\/|^fetch-blob(\/|$)|^formdata-polyfill\/|^\.\/utils\/multipart-parser\.js$/;
const noPolyfill = path.join(__dirname, 'build/noPolyfill.ts');

/** What holds for what esbuild reads and for what it writes. */
const output = {
  platform: 'node',
  target: 'node20',
  minify: production,
  sourcemap: production ? false : 'inline',
  sourcesContent: false,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  logOverride: { 'empty-import-meta': 'error' },
};

/**
 * What VS Code starts with, and apart from it whatever is loaded by `import()` when it is first used.
 * @type {import('esbuild').BuildOptions}
 */
const extension = {
  ...output,
  entryPoints: ['src/extension.ts'],
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  write: false,
  external: ['vscode'],
  metafile: true,
  plugins: [
    { name: 'CommonJS', setup: (build) => build.onEnd(writeCommonJs) },
    { name: 'no polyfills', setup: (build) => build.onResolve({ filter: POLYFILLS }, () => ({ path: noPolyfill })) },
  ],
};

/** esbuild splits ES modules only; every VS Code loads CommonJS. */
async function writeCommonJs({ outputFiles = [], metafile }) {
  if (metafile === undefined) {
    // The build has failed; what there was stays.
    return;
  }
  const texts = new Map(outputFiles.map(({ path: file, text }) => [file, text]));
  const [entry, ...shared] = filesAtStart(metafile);
  const commonJs = { ...output, format: 'cjs', supported: { 'dynamic-import': false } };
  fs.rmSync('dist/chunks', { recursive: true, force: true });
  await writeStart(texts, entry, shared, commonJs);
  for (const file of [entry, ...shared]) {
    texts.delete(file);
  }
  for (const [file, text] of texts) {
    const { code } = await esbuild.transform(text, { ...commonJs, sourcefile: path.basename(file) });
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(
      file,
      shared.reduce(
        (result, one, n) =>
          result.replaceAll(`require("./${path.basename(one)}")`, `require("../extension.js").shared${n}`),
        code,
      ),
    );
  }
}

/**
 * Writes what VS Code starts with as one file, for each one that has to be found and read costs half a millisecond. What
 * the other files share with it is found in its exports.
 */
async function writeStart(texts, entry, shared, commonJs) {
  const resolve = ({ path: file, resolveDir }) => {
    const whole = path.resolve(resolveDir, file);
    const other = `./${path.relative(path.dirname(entry), whole).replaceAll(path.sep, '/')}`;
    return whole === entry || shared.includes(whole) ? { path: whole } : { path: other, external: true };
  };
  await esbuild.build({
    ...commonJs,
    stdin: {
      contents: [
        `export * from ${JSON.stringify(entry)};`,
        ...shared.map((file, n) => `export * as shared${n} from ${JSON.stringify(file)};`),
      ].join('\n'),
      resolveDir: path.dirname(entry),
    },
    outfile: entry,
    allowOverwrite: true,
    bundle: true,
    external: ['vscode'],
    plugins: [
      {
        name: 'what was split',
        setup: (build) => {
          build.onResolve({ filter: /^\.|\.js$/ }, resolve);
          build.onLoad({ filter: /\.js$/ }, ({ path: file }) => ({ contents: texts.get(file), loader: 'js' }));
        },
      },
    ],
  });
}

/** The entry, and after it whatever it imports at once. */
function filesAtStart({ outputs }) {
  const files = new Set(['dist/extension.js']);
  for (const file of files) {
    for (const { path: imported, kind } of outputs[file].imports) {
      if (kind === 'import-statement' && imported in outputs) {
        files.add(imported);
      }
    }
  }
  return [...files].map((file) => path.resolve(file));
}

/** The scripts of webviews, each of which is a program of its own: `src/<name>/page` becomes `dist/<name>/page.js`. */
const PAGES = ['details', 'overview'];

/** @type {import('esbuild').BuildOptions} */
const pages = {
  entryPoints: PAGES.map((name) => ({ in: `src/${name}/page/main.ts`, out: `${name}/page` })),
  outdir: 'dist',
  bundle: true,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  minify: production,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

async function main() {
  const builds = [extension, pages];
  if (process.argv.includes('--watch')) {
    const contexts = await Promise.all(builds.map((build) => esbuild.context(build)));
    await Promise.all(contexts.map((context) => context.watch()));
  } else {
    const results = await Promise.all(builds.map((build) => esbuild.build(build)));
    const packages = bundledPackages(results.map(({ metafile }) => metafile));
    fs.writeFileSync('dist/LICENSES.txt', licences(packages));
    if (process.argv.includes('--sbom')) {
      console.log(JSON.stringify(sbom(packages), undefined, 2));
    }
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
