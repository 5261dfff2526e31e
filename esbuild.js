const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const { bundledPackages } = require('./build/bundledPackages.js');
const { commonJs } = require('./build/commonJs.js');
const { licenses } = require('./build/licenses.js');
const { sbom } = require('./build/sbom.js');

const production = process.argv.includes('--production');

/** What node-fetch includes for Node versions without streams, blobs and forms. VS Code's Node has all of them. */
const POLYFILLS = /^web-streams-polyfill\/|^fetch-blob(\/|$)|^formdata-polyfill\/|^\.\/utils\/multipart-parser\.js$/;

const node = {
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
 * The file that VS Code starts with, and the chunks that `import()` loads on first use. In one plain bundle, activation
 * takes 4 ms longer.
 * @type {import('esbuild').BuildOptions}
 */
const extension = {
  ...node,
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
    commonJs(node),
    {
      name: 'no polyfills',
      setup: (build) =>
        build.onResolve({ filter: POLYFILLS }, () => ({ path: path.join(__dirname, 'build/noPolyfill.ts') })),
    },
  ],
};

/**
 * The scripts of webviews. Each is a program of its own: `src/<name>/page` becomes `dist/<name>/page.js`.
 * @type {import('esbuild').BuildOptions}
 */
const pages = {
  entryPoints: ['details', 'exports', 'overview'].map((name) => ({
    in: `src/${name}/page/main.ts`,
    out: `${name}/page`,
  })),
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
    return;
  }
  const results = await Promise.all(builds.map((build) => esbuild.build(build)));
  const packages = bundledPackages(results.map(({ metafile }) => metafile));
  fs.writeFileSync('dist/LICENSES.txt', licenses(packages));
  if (process.argv.includes('--sbom')) {
    console.log(JSON.stringify(sbom(packages), undefined, 2));
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
