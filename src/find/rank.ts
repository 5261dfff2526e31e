/** The texts to search in, as returned by `fold`. */
export interface Searchable {
  readonly name: string;
  readonly id: string;
  /** Empty if there is none. */
  readonly roleId: string;
  readonly projectName: string;
}

export interface Ranking<T> {
  /** Best first. Equally good ones keep their order. */
  readonly best: readonly T[];
  /** The score of each; comparable only within one query. */
  readonly scores: readonly number[];
  /** The number of all matches. */
  readonly matches: number;
}

/** Returns a text for comparison, which ignores case and the Unicode form of accents. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** The scores of a match: of the whole text, at its start, at the start of a word, at its end, and elsewhere. */
type Weights = readonly [whole: number, start: number, word: number, end: number, within: number];

const NO_MATCH = 0;

/** The weights of each text. */
interface Weighting {
  readonly name: Weights;
  readonly id: Weights;
  readonly roleId: Weights;
  readonly projectName: Weights;
}

/** Rows display the end of an ID. Names score higher than roles and projects, which many buckets share. */
const BUCKETS: Weighting = {
  name: [12, 10, 8, 6, 6],
  id: [16, 7, 5, 7, 5],
  roleId: [9, 4, 3, 4, 3],
  projectName: [11, 4, 3, 1, 1],
};

/**
 * For projects, a whole name or ID scores highest, and a part of the name less than the same part of a bucket's name. A
 * part within an ID doesn't match.
 */
export const PROJECTS: Weighting = {
  name: [14, 9, 7, 5, 5],
  id: [16, 7, NO_MATCH, 7, NO_MATCH],
  roleId: [NO_MATCH, NO_MATCH, NO_MATCH, NO_MATCH, NO_MATCH],
  projectName: [NO_MATCH, NO_MATCH, NO_MATCH, NO_MATCH, NO_MATCH],
};

/**
 * Returns the candidates that contain every word of a query in the name, ID, role ID or project name. An empty query
 * matches all candidates.
 * @param most the maximum number of candidates
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
