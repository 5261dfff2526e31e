import type { Block, Entry, Range } from '../blocks/block';
import type { BlockReader } from './blockReader';
import { OperatorPolicies, policyFinding } from './policies';
import type { Finding, Fix } from './finding';
import { schedulesIn, type Schedule } from './schedules';

/** Returns what is wrong with the exports of backup schedules. */
export function exportFindings(reader: BlockReader): Finding[] {
  const policies = new OperatorPolicies(reader);
  return schedulesIn(reader).flatMap((schedule) => {
    const exports = reader.childrenNamed(schedule.block, schedule.names.export);
    const [exported] = exports;
    if (exports.length > 1) {
      return [];
    }
    const policy = exported === undefined ? undefined : policyFinding(reader, schedule, exported, policies);
    return [...flagFindings(reader, schedule, exported), ...(policy === undefined ? [] : [policy])];
  });
}

function flagFindings(reader: BlockReader, schedule: Schedule, exported: Block | undefined): Finding[] {
  const { block, names } = schedule;
  const flags = reader.entriesOf(block);
  if (flags === undefined) {
    return [];
  }
  const mentions = reader.mentions(block, new RegExp(`\\b${names.flag}\\b`, 'g'));
  const misspelled = schedule.tool === 'operator' && mentions === 0 ? flags.find(isMisspelled(names.flag)) : undefined;
  if (misspelled !== undefined) {
    const { key, keyStart: start } = misspelled;
    const end = start + key.length;
    return [{ code: 'misspelled-key', start, end, key, expected: names.flag, fix: { start, end, text: names.flag } }];
  }
  const flag = reader.literal(block, names.flag);
  const isOff = flag?.value.toLowerCase() === 'false';
  if (exported !== undefined && (isOff || mentions === 0)) {
    const at = isOff ? { start: flag.valueStart, end: flag.valueEnd } : keyRange(reader, schedule, exported);
    const fix = isOff ? { ...at, text: 'true' } : insertion(reader, schedule, at.start);
    return [{ code: 'auto-export-off', key: names.flag, isSet: isOff, ...at, ...(fix !== undefined && { fix }) }];
  }
  const hasExport = reader.mentions(block, new RegExp(`\\b${names.export}\\b`, 'gi')) > 0;
  return flag?.value.toLowerCase() === 'true' && !hasExport
    ? [{ code: 'auto-export-without-export', key: names.flag, start: flag.valueStart, end: flag.valueEnd }]
    : [];
}

/** Returns the range of the key before a block. */
function keyRange({ file }: BlockReader, { names }: Schedule, { start, headerStart }: Block): Range {
  const key = file.text.indexOf(names.export, headerStart ?? start);
  return { start: key, end: key + names.export.length };
}

/** Returns the insertion of the flag in the line before the export; undefined if the export isn't in a line of its own. */
function insertion({ file: { text } }: BlockReader, { block, names, tool }: Schedule, key: number): Fix | undefined {
  const line = text.lastIndexOf('\n', key - 1) + 1;
  const [, indent = '', quote = ''] = /^([ \t]*)(["']?)/.exec(text.slice(line, key)) ?? [];
  if (line + indent.length + quote.length !== key) {
    return undefined;
  }
  const comma = text[block.start] === '{' ? ',' : '';
  const entry = tool === 'terraform' ? `${names.flag} = true` : `${quote}${names.flag}${quote}: true${comma}`;
  return { start: line, end: line, text: `${indent}${entry}\n` };
}

/** The number of characters by which a misspelled key differs. */
const MOST_EDITS = 2;

function isMisspelled(expected: string): (entry: Entry) => boolean {
  return ({ key }) => key !== expected && isNear(key, expected);
}

/** Returns whether a word becomes another one by at most two insertions, deletions or replacements. */
function isNear(word: string, expected: string): boolean {
  if (Math.abs(word.length - expected.length) > MOST_EDITS) {
    return false;
  }
  let row = Array.from({ length: expected.length + 1 }, (_, index) => index);
  for (let i = 1; i <= word.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= expected.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (word[i - 1] === expected[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return (row[expected.length] ?? Infinity) <= MOST_EDITS;
}
