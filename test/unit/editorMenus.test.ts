import assert from 'node:assert/strict';
import { COMMANDS, FILES_WITH_IDS, PREFIX, RAW_SCHEME, SCHEME, STATE } from '../../src/manifest';
import { menus } from './manifestFile';

describe('The menus of editors', () => {
  it('have two commands, of which one appears only in files with IDs of Atlas', () => {
    assert.deepEqual(menus['editor/context'], [
      {
        command: COMMANDS.findIdUnderCursor,
        when: `editorTextFocus && resourceScheme != ${SCHEME} && resourceScheme != ${RAW_SCHEME} && ${STATE} != signedOut`,
        group: `${PREFIX}@1`,
      },
      {
        command: COMMANDS.checkIdsInFile,
        when: `editorTextFocus && isWorkspaceTrusted && resourcePath in ${FILES_WITH_IDS}`,
        group: `${PREFIX}@2`,
      },
    ]);
  });

  it('have buttons only in the titles of raw responses', () => {
    for (const { when } of menus['editor/title']) {
      assert.match(when, new RegExp(`^resourceScheme == ${RAW_SCHEME} && resourcePath in \\w+\\.\\w+$`));
    }
  });

  it('leave commands for IDs in the Command Palette only where they can run', () => {
    const forIds: readonly string[] = [
      COMMANDS.findIdUnderCursor,
      COMMANDS.checkIdsInFile,
      COMMANDS.checkIdsInWorkspace,
    ];
    assert.deepEqual(
      menus.commandPalette.filter(({ command }) => forIds.includes(command)).map(({ when }) => when),
      [
        `editorIsOpen && isWorkspaceTrusted && ${STATE} != signedOut`,
        `editorIsOpen && isWorkspaceTrusted && ${STATE} != signedOut`,
        `workspaceFolderCount > 0 && isWorkspaceTrusted && ${STATE} != signedOut`,
      ],
    );
  });
});
