import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Who may import whom: each folder names what lies above it, and may not import that. */
const above = (...folders) => ({
  group: folders.map((folder) => `**/${folder}`).concat(folders.map((folder) => `**/${folder}/**`)),
  message: 'Folders import downwards only: extension → commands → tree, details, credentials → atlas.',
});

const noVscode = { name: 'vscode', message: 'This folder runs without VS Code; the unit tests prove it.' };
const onlyInExtension = {
  name: 'node-fetch',
  message: 'fetch is a parameter; only extension.ts knows which one it is.',
};

export default defineConfig(
  globalIgnores(['node_modules', 'dist', 'out', '.vscode-test']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: "Program > VariableDeclaration[kind='let']", message: 'No module-level mutable state.' },
        {
          selector: "ExportNamedDeclaration > VariableDeclaration[kind='let']",
          message: 'No module-level mutable state.',
        },
      ],
    },
  },
  {
    files: ['src/atlas/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [noVscode, onlyInExtension],
          patterns: [above('credentials', 'tree', 'details', 'commands', 'extension')],
        },
      ],
    },
  },
  {
    files: ['src/webview/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [onlyInExtension],
          patterns: [
            above('atlas', 'credentials', 'failures', 'references', 'tree', 'details', 'commands', 'extension'),
          ],
        },
      ],
    },
  },
  {
    files: ['src/text/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [noVscode, onlyInExtension],
          patterns: [above('credentials', 'failures', 'references', 'tree', 'details', 'commands', 'extension')],
        },
      ],
    },
  },
  {
    files: ['src/references/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [noVscode, onlyInExtension],
          patterns: [above('credentials', 'tree', 'details', 'commands', 'extension')],
        },
      ],
    },
  },
  {
    files: ['credentials', 'tree', 'find', 'details', 'inventory', 'overview'].map((folder) => `src/${folder}/**/*.ts`),
    rules: {
      'no-restricted-imports': ['error', { paths: [onlyInExtension], patterns: [above('commands', 'extension')] }],
    },
  },
  {
    files: ['src/*/page/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\./|\\.\\./protocol$|\\.\\./\\.\\./webview/page/|\\.\\./\\.\\./text/)',
              message:
                'A page runs in a browser: it knows its own files, its protocol, what all pages share, and how text is shown.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/commands/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [onlyInExtension], patterns: [above('extension')] }] },
  },
  {
    files: ['test/unit/**/*.ts', 'test/atlas/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [noVscode] }] },
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['console', 'process', 'require', 'module', '__dirname', 'URL', 'setTimeout', 'clearTimeout', 'Buffer'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
  },
);
