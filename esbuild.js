const esbuild = require('esbuild');

const production = process.argv.includes('--production');

/** @type {import('esbuild').BuildOptions} */
const extension = {
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode'],
  minify: production,
  sourcemap: !production,
  sourcesContent: false,
  // Licences of what is bundled go into dist/extension.js.LEGAL.txt, which is shipped.
  legalComments: 'linked',
  // node-fetch looks for this only on a Node without streams of its own, which VS Code has not had for years.
  alias: { 'web-streams-polyfill/dist/ponyfill.es2018.js': './src/noPolyfill.ts' },
  logLevel: 'info',
  logOverride: { 'empty-import-meta': 'error' },
};

async function main() {
  if (process.argv.includes('--watch')) {
    const context = await esbuild.context(extension);
    await context.watch();
  } else {
    await esbuild.build(extension);
  }
}

main().catch(() => {
  process.exitCode = 1;
});
