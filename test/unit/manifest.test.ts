import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../src/atlas/requests';
import { EXPORT_BUCKET_VERSIONS } from '../../src/atlas/versions';
import {
  COMMANDS,
  DETAILS,
  EXTENSION_ID,
  OVERVIEW,
  PREFIX,
  RAW_SCHEME,
  SCHEME,
  SETTINGS,
  STATE,
  VIEW,
  WALKTHROUGH,
} from '../../src/manifest';
import {
  commands,
  configuration,
  contributed,
  manifest,
  texts,
  views,
  viewsContainers,
  viewsWelcome,
  walkthroughs,
} from './manifestFile';
import { read, root, sources } from './sources';

/** The colors that each theme of VS Code has. High contrast themes lack others, such as those of a selection. */
const IN_EVERY_THEME = [
  'descriptionForeground',
  'editorWidget-background',
  'focusBorder',
  'foreground',
  'input-background',
  'textLink-foreground',
];

describe('The manifest', () => {
  it('declares all commands of the code, each with a title and the category', () => {
    assert.deepEqual([...contributed].sort(), Object.values(COMMANDS).sort());
    for (const [name, id] of Object.entries(COMMANDS)) {
      assert.equal(id, `${PREFIX}.${name}`);
      const command = commands.find((candidate) => candidate.command === id);
      assert.deepEqual([command?.title, command?.category], [`%command.${name}%`, 'Atlas Export Buckets']);
    }
  });

  it('has the publisher and the name that links contain', () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, EXTENSION_ID);
  });

  it('declares the view and its container', () => {
    assert.deepEqual(
      viewsContainers.activitybar.map(({ id }) => id),
      [PREFIX],
    );
    assert.deepEqual(Object.keys(views), [PREFIX]);
    assert.deepEqual(
      views[PREFIX]?.map(({ id }) => id),
      [VIEW],
    );
    assert.deepEqual(new Set(viewsWelcome.map(({ view }) => view)), new Set([VIEW]));
  });

  it('declares the settings that the code reads, with its defaults and limits, and the scope application', () => {
    const { properties } = configuration;
    assert.deepEqual(
      Object.keys(properties).sort(),
      Object.values(SETTINGS)
        .map((name) => `${PREFIX}.${name}`)
        .sort(),
    );
    assert.ok(Object.values(properties).every(({ scope }) => scope === 'application'));
    const [latest] = EXPORT_BUCKET_VERSIONS;
    const version = properties[`${PREFIX}.${SETTINGS.apiVersion}`];
    assert.deepEqual([version?.default, version?.['enum']], [latest, [...EXPORT_BUCKET_VERSIONS]]);
    assert.equal(v.parse(v.array(v.string()), version?.['enumDescriptions']).length, EXPORT_BUCKET_VERSIONS.length);
    // `settings.ts` needs VS Code to run, so the test reads its source.
    const constants: Readonly<Record<string, number>> = { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE };
    const numbers = (name: string): number[] =>
      (
        new RegExp(
          `const ${name} = v\\.fallback\\(\\s*v\\.pipe\\(.*minValue\\((\\w+)\\).*maxValue\\((\\w+)\\)\\),\\s*(\\w+),?\\s*\\);`,
        ).exec(read('src/host/settings.ts')) ?? []
      )
        .slice(1)
        .map((text) => constants[text] ?? Number(text));
    for (const [setting, name] of [
      [SETTINGS.pageSize, 'PageSize'],
      [SETTINGS.requestTimeout, 'Seconds'],
    ] as const) {
      const property = properties[`${PREFIX}.${setting}`];
      assert.deepEqual([property?.['minimum'], property?.['maximum'], property?.default], numbers(name), setting);
    }
  });

  it('activates the extension for its documents, tabs and links, besides the events that VS Code adds', () => {
    const documents = [`onFileSystem:${SCHEME}`, `onFileSystem:${RAW_SCHEME}`];
    assert.deepEqual(manifest.activationEvents, [
      ...documents,
      ...[DETAILS, OVERVIEW].map((type) => `onWebviewPanel:${type}`),
      'onUri',
      'onLanguage:terraform',
      'onLanguage:terraform-vars',
    ]);
  });

  it('supports virtual workspaces, and untrusted ones without looking up IDs in their files', () => {
    assert.deepEqual(manifest.capabilities, {
      untrustedWorkspaces: { supported: 'limited', description: '%trust%' },
      virtualWorkspaces: true,
    });
    assert.match(texts['trust'] ?? '', /untrusted workspaces/);
  });

  it('disables only the commands that look up IDs of files, in untrusted workspaces', () => {
    assert.deepEqual(
      commands.flatMap(({ command, enablement }) => (enablement === undefined ? [] : [[command, enablement]])),
      [COMMANDS.findIdUnderCursor, COMMANDS.checkIdsInFile, COMMANDS.checkIdsInWorkspace].map((command) => [
        command,
        'isWorkspaceTrusted',
      ]),
    );
  });

  it('requires the VS Code version of the type definitions or a newer one', () => {
    const numbers = (version: string): number[] =>
      version
        .replace(/^[\^~]/, '')
        .split('.')
        .map(Number);
    const [engineMajor = 0, engineMinor = 0] = numbers(manifest.engines.vscode);
    const types = v.parse(
      v.object({ version: v.string() }),
      JSON.parse(read('node_modules/@types/vscode/package.json')),
    );
    const [major = 0, minor = 0] = numbers(types.version);
    assert.match(manifest.engines.vscode, /^\^\d+\.\d+\.\d+$/);
    assert.ok(engineMajor === major && engineMinor >= minor, `${manifest.engines.vscode} and ${types.version}`);
    assert.match(manifest.devDependencies['@types/vscode'] ?? '', new RegExp(`^~?${major}\\.${minor}\\.`));
  });

  it('has existing icons, one of them large enough for the Marketplace', () => {
    const icons = [...viewsContainers.activitybar, ...Object.values(views).flat()].map(({ icon }) => icon);
    for (const icon of icons) {
      assert.ok(icon.endsWith('.svg') && existsSync(path.join(root, icon)), icon);
    }
    const png = readFileSync(path.join(root, manifest.icon));
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    // The width and height in the IHDR chunk.
    assert.ok(png.readUInt32BE(16) >= 128 && png.readUInt32BE(20) >= 128);
  });

  it('has a walkthrough that VS Code never opens by itself, with pictures in the colors of the theme', () => {
    const [{ id, when, steps }] = walkthroughs;
    assert.equal(`${manifest.publisher}.${manifest.name}#${id}`, WALKTHROUGH);
    // VS Code opens a walkthrough after the installation if its condition is met. This one isn't before the activation.
    assert.equal(when, STATE);
    assert.equal(steps.length, 4);
    for (const { description, media, completionEvents } of steps) {
      // VS Code ignores the alternative text of an SVG, but includes the SVG in its page.
      const text = texts[/^%(.+)%$/.exec(media.altText)?.[1] ?? ''] ?? assert.fail(media.altText);
      assert.ok(read(media.svg).includes(` role="img" aria-label="${text}" `), media.svg);
      // VS Code blocks style attributes in these pictures, but not colors in attributes of their own.
      assert.doesNotMatch(read(media.svg), /style=|<style|<script/);
      const colors = [...read(media.svg).matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, color = '']) => color);
      assert.ok(colors.length > 1);
      for (const color of colors) {
        assert.ok(color === 'none' || color.startsWith('var(--vscode-'), color);
        // A missing color is drawn in black, which is invisible in the dark high contrast theme.
        const [, name = '', fallback] = /^var\(--vscode-([\w-]+)(, .+)?\)$/.exec(color) ?? [];
        assert.ok(color === 'none' || fallback !== undefined || IN_EVERY_THEME.includes(name), color);
      }
      for (const event of completionEvents) {
        const [, kind, target = ''] = /^on(Command|Context|Link):(.+)$/.exec(event) ?? [];
        assert.ok(kind !== 'Command' || contributed.includes(target), event);
        assert.ok(kind !== 'Context' || target.startsWith(`${STATE} == `), event);
        assert.ok(kind !== 'Link' || texts[description.slice(1, -1)]?.includes(`](${target})`) === true, event);
      }
    }
  });

  it('uses every text of package.nls.json, and no other', () => {
    const used = [...read('package.json').matchAll(/%([^%"]+)%/g)].map(([, key = '']) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
    assert.ok(Object.values(texts).every((text) => text.trim() !== ''));
    for (const [, link = ''] of Object.values(texts)
      .join('\n')
      .matchAll(/\(command:([^)?]+)/g)) {
      assert.ok(contributed.includes(link) || link === `${VIEW}.focus`, link);
    }
  });

  it('contains no telemetry', () => {
    const everything = [read('package.json'), read('package.nls.json'), ...sources.map(({ text }) => text)].join('\n');
    assert.doesNotMatch(everything, /telemetry|analytics|application ?insights|@vscode\/extension-telemetry|sentry/i);
  });
});
