export const TREE_COMMANDS = [
  'refresh',
  'refreshNode',
  'openRow',
  'loadMore',
  'loadAll',
  'loadEverything',
  'stopLoading',
  'dismissMessage',
  'collapseAll',
  'retry',
  'pinProject',
  'unpinProject',
  'sort',
  'sortProjects',
  'filterByProvider',
  'clearFilter',
] as const;

export type TreeCommand = (typeof TREE_COMMANDS)[number];
