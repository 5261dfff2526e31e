import assert from 'node:assert/strict';
import { ScannedFile } from '../../../src/files/scannedFile';
import type { Syntax } from '../../../src/files/syntax';

const ID = '64b8e1f2a7c3d90518e6f4b2';

describe('An ID', () => {
  for (const [where, syntax, text] of [
    ['a comment of a script', 'shell', `a; #${ID}\n`],
    ['a comment after a heredoc', 'shell', `a <<E\n"\nE\n# ${ID}\n`],
    ['a comment of PowerShell in several lines', 'powershell', `<#\nIt's\n${ID} #>\n`],
    ['a comment of PowerShell', 'powershell', `$a = "\\" # ${ID}`],
    ['a comment of environment variables', 'dotenv', `# It's\nA=1 # ${ID}`],
    ['a comment after a text', 'yaml', `- |\n  a\n# ${ID}\n`],
  ] satisfies readonly (readonly [string, Syntax, string])[]) {
    it(`is in ${where}`, () => {
      assert.equal(new ScannedFile(text, syntax).isInComment(text.indexOf(ID)), true);
    });
  }

  for (const [where, syntax, text] of [
    ['a heredoc', 'shell', `a <<E\n# ${ID}\nE\n`],
    ['a word with a number sign', 'shell', `a#${ID}`],
    ['a here-string', 'powershell', `$a = @"\n# ${ID}\n"@\n`],
    ['a quoted variable', 'dotenv', `A="\n# ${ID}\n"`],
    ['a text of a list', 'yaml', `- |\n  # ${ID}\n`],
    ['a text with a tag', 'yaml', `a: !Sub |\n  # ${ID}\n`],
    ['a text with an indicator', 'yaml', `a:\n  - >2-\n     # ${ID}\n`],
  ] satisfies readonly (readonly [string, Syntax, string])[]) {
    it(`is not in a comment, but in ${where}`, () => {
      assert.equal(new ScannedFile(text, syntax).isInComment(text.indexOf(ID)), false);
    });
  }
});
