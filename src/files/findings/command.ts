import type { FoundId } from '../scannedFile';

/** A flag of a command before its value. */
const FLAG = /\s--?[\w-]+[\s=]+["']?$/;
const LONGEST_FLAG = 70;
/** The maximum length of a command to each side of an ID. */
const LONGEST_COMMAND = 1000;

/**
 * Returns whether the ID of a project is in the same command as another ID, if that is the value of a flag. One value of a
 * file may have several commands.
 */
export function isInOneCommand(text: string, { start, end }: FoundId, projectId: string): boolean {
  if (!FLAG.test(text.slice(Math.max(0, start - LONGEST_FLAG), start))) {
    return true;
  }
  const command = text.slice(commandStart(text, start), commandEnd(text, end));
  return command.toLowerCase().includes(projectId);
}

function commandStart(text: string, from: number): number {
  const first = Math.max(0, from - LONGEST_COMMAND);
  let at = from;
  while (at > first && !isSeparator(text, at - 1)) {
    at -= 1;
  }
  return at;
}

function commandEnd(text: string, from: number): number {
  const last = Math.min(text.length, from + LONGEST_COMMAND);
  let at = from;
  while (at < last && !isSeparator(text, at)) {
    at += 1;
  }
  return at;
}

/** Returns whether a command ends at an offset: there, its line or the value that contains it ends. */
function isSeparator(text: string, at: number): boolean {
  switch (text.charAt(at)) {
    case ';':
    case '|':
    case '&':
    case ',':
      return true;
    case 'n':
      // A newline in a string.
      return text[at - 1] === '\\';
    case '\n': {
      const before = text[at - 1] === '\r' ? at - 2 : at - 1;
      return text[before] !== '\\' && text[before] !== '`';
    }
    default:
      return false;
  }
}
