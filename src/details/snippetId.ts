import { GRANT_IDS } from '../references/grants/grant';
import { REFERENCE_IDS } from '../references/reference';

/** The kinds of code snippets, on all pages. */
export const SNIPPET_IDS = [...REFERENCE_IDS, ...GRANT_IDS] as const;
export type SnippetId = (typeof SNIPPET_IDS)[number];
