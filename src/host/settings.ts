import * as v from 'valibot';
import { workspace } from 'vscode';
import type { ClientSettings } from '../atlas/client';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../atlas/requests';
import { EXPORT_BUCKET_VERSIONS } from '../atlas/versions';
import { PREFIX, SETTINGS } from '../manifest';

export interface Settings extends ClientSettings {
  /** Returns the number of rows per page, 1 to 500. */
  pageSize(): number;
  /** Returns whether names are shown beside IDs in files. */
  fileHints(): boolean;
  /** Returns whether findings are shown in files. */
  fileDiagnostics(): boolean;
  /** Returns whether loaded lists are remembered on this machine. */
  rememberLists(): boolean;
  /** Returns whether language models may use the tools: not with a value that is neither true nor false. */
  agentTools(): boolean;
}

const PageSize = v.fallback(
  v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PAGE_SIZE)),
  DEFAULT_PAGE_SIZE,
);
const Seconds = v.fallback(v.pipe(v.number(), v.minValue(1), v.maxValue(300)), 30);
const Switch = v.fallback(v.boolean(), true);
const Version = v.fallback(v.picklist(EXPORT_BUCKET_VERSIONS), EXPORT_BUCKET_VERSIONS[0]);

/** Returns the user's settings, which are read on each call. A value out of range is replaced with the default. */
export function readSettings(): Settings {
  const value = (name: string): unknown => workspace.getConfiguration(PREFIX).get<unknown>(name);
  return {
    pageSize: () => v.parse(PageSize, value(SETTINGS.pageSize)),
    requestTimeout: () => v.parse(Seconds, value(SETTINGS.requestTimeout)) * 1000,
    fileHints: () => v.parse(Switch, value(SETTINGS.fileHints)),
    fileDiagnostics: () => v.parse(Switch, value(SETTINGS.fileDiagnostics)),
    rememberLists: () => v.parse(Switch, value(SETTINGS.rememberLists)),
    exportBucketVersion: () => v.parse(Version, value(SETTINGS.apiVersion)),
    agentTools: () => value(SETTINGS.agentTools) === true,
  };
}
