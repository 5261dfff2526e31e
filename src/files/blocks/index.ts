import type { Syntax } from '../syntax';
import type { Blocks } from './block';
import { bracketBlocks } from './brackets';
import { commandBlocks, lineBlocks } from './commands';
import { SHELLS } from './shells';
import { DIALECTS } from './dialects';
import { yamlBlocks } from './yaml';

/** Returns the blocks of a text. Takes linear time. */
export function blocksOf(text: string, syntax: Syntax): Blocks {
  switch (syntax) {
    case 'hcl':
    case 'json':
    case 'code':
    case 'python':
      return bracketBlocks(text, DIALECTS[syntax]);
    case 'yaml':
      return yamlBlocks(text);
    case 'shell':
    case 'powershell':
    case 'dotenv':
      return commandBlocks(text, SHELLS[syntax]);
    case 'text':
      return lineBlocks(text);
  }
}
