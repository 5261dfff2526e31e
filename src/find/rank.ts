/** What is searched in an export bucket; every text as `fold` makes it. */
export interface Searchable {
  readonly name: string;
  readonly id: string;
  /** Empty when there is none. */
  readonly roleId: string;
  readonly projectName: string;
}

export interface Ranking<T> {
  /** The best first; those that are equally good in the order in which they were given. */
  readonly best: readonly T[];
  /** How good each of them is; only to be compared with those of the same query. */
  readonly scores: readonly number[];
  /** How many match, those that are left out included. */
  readonly matches: number;
}

/** A text as it is compared: upper and lower case, and the ways to write an accent, are one. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** How good a match is: the whole text, its beginning, the beginning of a word, its end, anywhere. */
type Weights = readonly [whole: number, start: number, word: number, end: number, within: number];

const NO_MATCH = 0;

/** How much a match in each of the texts tells. */
interface Weighting {
  readonly name: Weights;
  readonly id: Weights;
  readonly roleId: Weights;
  readonly projectName: Weights;
}

/** Rows show the end of an ID. A name tells more than a role or a project, which many buckets share. */
const BUCKETS: Weighting = {
  name: [12, 10, 8, 6, 6],
  id: [16, 7, 5, 7, 5],
  roleId: [9, 4, 3, 4, 3],
  projectName: [11, 4, 3, 1, 1],
};

/**
 * Of projects as such: the whole name or ID says that this very project is meant; a part of it tells less than the same
 * part of the name of a bucket. A few digits within an ID say nothing.
 */
export const PROJECTS: Weighting = {
  name: [14, 9, 7, 5, 5],
  id: [16, 7, NO_MATCH, 7, NO_MATCH],
  roleId: [NO_MATCH, NO_MATCH, NO_MATCH, NO_MATCH, NO_MATCH],
  projectName: [NO_MATCH, NO_MATCH, NO_MATCH, NO_MATCH, NO_MATCH],
};

/**
 * The candidates in which every word of a query stands: in the name, the ID, the ID of the role or the name of the
 * project. A query without a word matches all of them.
 * @param most how many are wanted at most
 */
export function rank<T extends Searchable>(
  query: string,
  candidates: readonly T[],
  most: number,
  weighting = BUCKETS,
): Ranking<T> {
  const words = fold(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) {
    const best = candidates.slice(0, most);
    return { best, scores: best.map(() => NO_MATCH), matches: candidates.length };
  }
  const byScore: T[][] = [];
  let matches = 0;
  for (const candidate of candidates) {
    const score = scoreOf(words, candidate, weighting);
    if (score > NO_MATCH) {
      matches += 1;
      (byScore[score] ??= []).push(candidate);
    }
  }
  const best: T[] = [];
  const scores: number[] = [];
  for (let score = byScore.length - 1; score > NO_MATCH && best.length < most; score -= 1) {
    for (const candidate of (byScore[score] ?? []).slice(0, most - best.length)) {
      best.push(candidate);
      scores.push(score);
    }
  }
  return { best, scores, matches };
}

function scoreOf(
  words: readonly string[],
  { name, id, roleId, projectName }: Searchable,
  weighting: Weighting,
): number {
  let sum = 0;
  for (const word of words) {
    const score = Math.max(
      scoreIn(name, word, weighting.name),
      scoreIn(id, word, weighting.id),
      scoreIn(roleId, word, weighting.roleId),
      scoreIn(projectName, word, weighting.projectName),
    );
    if (score === NO_MATCH) {
      return NO_MATCH;
    }
    sum += score;
  }
  return sum;
}

function scoreIn(text: string, word: string, [whole, start, atWord, end, within]: Weights): number {
  const position = text.indexOf(word);
  if (position < 0) {
    return NO_MATCH;
  }
  if (position === 0) {
    return text.length === word.length ? whole : start;
  }
  if (!isPartOfWord(text.charAt(position - 1))) {
    return atWord;
  }
  return text.endsWith(word) ? end : within;
}

function isPartOfWord(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
