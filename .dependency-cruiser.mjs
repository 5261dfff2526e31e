/**
 * The rooms of `src`, from the ground up. A room may import those before it, and none after it: this is the code map of
 * ARCHITECTURE.md, and `npm test` holds it.
 */
export const ROOMS = [
  'atlas',
  'text',
  'references',
  'credentials',
  'manifest.ts',
  'failures',
  'model',
  'host',
  'webview',
  'core.ts',
  'tree',
  'app.ts',
  'copyAs',
  'documents',
  'details',
  'find',
  'bucketList',
  'overview',
  'signIn',
  'contextKeys.ts',
  'settingsAndLog.ts',
  'extension.ts',
];

/** Rooms that run without VS Code, in plain Node. */
export const CORE = ['atlas', 'text', 'references', 'credentials', 'failures', 'model'];

const pathOf = (room) => `^src/${room.replace('.', '\\.')}${room.endsWith('.ts') ? '$' : '/'}`;

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...ROOMS.slice(0, -1).map((room, index) => ({
      name: `${room} imports downward only`,
      severity: 'error',
      from: { path: pathOf(room) },
      to: { path: ROOMS.slice(index + 1).map(pathOf) },
    })),
    {
      name: 'every file is in a room',
      severity: 'error',
      from: { path: '^src/', pathNot: ROOMS.map(pathOf) },
      to: {},
    },
    { name: 'no circles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
    {
      name: 'the core knows no VS Code',
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
      name: 'a page of a webview runs in a browser',
      severity: 'error',
      from: { path: '^src/[^/]+/page/' },
      to: { pathNot: ['^src/[^/]+/page/', '^src/[^/]+/protocol\\.ts$', '^src/text/'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // Types count, and so does what is loaded by `import()`.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};
