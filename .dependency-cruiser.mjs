/**
 * The layers of `src`, from the bottom up, which are the code map in ARCHITECTURE.md. A layer imports only from those
 * before it. `npm test` checks it.
 */
export const LAYERS = [
  'atlas',
  'text',
  'references',
  'credentials',
  'manifest.ts',
  'failures',
  'model',
  'files',
  'host',
  'webview',
  'core.ts',
  'tree',
  'app.ts',
  'remembered',
  'bucketList',
  'exports',
  'copyAs',
  'documents',
  'details',
  'find',
  'editor',
  'overview',
  'links',
  'agents',
  'signIn',
  'contextKeys.ts',
  'settingsAndLog.ts',
  'extension.ts',
];

/** Layers, and a part of one, that run in plain Node, without VS Code. */
export const CORE = [
  'atlas',
  'text',
  'references',
  'credentials',
  'failures',
  'model',
  'files',
  'exports/health',
  'agents/answers',
];

const pathOf = (layer) => `^src/${layer.replace('.', '\\.')}${layer.endsWith('.ts') ? '$' : '/'}`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...LAYERS.slice(0, -1).map((layer, index) => ({
      name: `${layer} imports downward only`,
      severity: 'error',
      from: { path: pathOf(layer) },
      to: { path: LAYERS.slice(index + 1).map(pathOf) },
    })),
    {
      name: 'every file is in a layer',
      severity: 'error',
      from: { path: '^src/', pathNot: LAYERS.map(pathOf) },
      to: {},
    },
    { name: 'no cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'the core does not import VS Code',
      severity: 'error',
      from: { path: CORE.map(pathOf) },
      to: { path: '^vscode$|node_modules/(@types/)?vscode/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'node-fetch is imported in one place',
      severity: 'error',
      from: { path: '^src/', pathNot: pathOf('core.ts') },
      to: { path: 'node_modules/node-fetch/' },
    },
    {
      name: 'webview pages run in a browser',
      severity: 'error',
      from: { path: '^src/[^/]+/page/' },
      to: { pathNot: ['^src/[^/]+/page/', '^src/[^/]+/protocol\\.ts$', '^src/text/'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // Includes type imports and dynamic imports.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};
