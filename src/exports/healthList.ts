import { csvRecord } from '../bucketList/csv';
import type { Format } from '../bucketList/formats';
import { NOTE } from '../bucketList/inventory';
import { jsonOf } from '../bucketList/json';
import { markdownCell, markdownRow } from '../bucketList/markdown';
import { findingText, stateOf, type CheckedCluster, type DescribeOptions } from './health/describe';
import { scheduleOf } from './health/projectExports';

/**
 * The columns of the list of clusters in order: the field names in JSON, and the headings in tables. Scripts read them,
 * so they are the same in every language.
 */
const COLUMNS = {
  project: 'Project',
  projectId: 'Project ID',
  cluster: 'Cluster',
  state: 'State',
  findings: 'Findings',
  explanation: 'Explanation',
  exportBucketId: 'Bucket ID',
  bucketName: 'Bucket Name',
  frequency: 'Frequency',
  lastSuccess: 'Last Success',
  lastFailure: 'Last Failure',
  failureReason: 'Failure Reason',
  checked: 'Checked',
  credential: 'Credential',
} as const;

type HealthRow = Readonly<Record<keyof typeof COLUMNS, string | undefined>>;

/** Returns the list of checked clusters in a format. `notes` say what is missing. */
export function healthList(
  { label }: Format,
  clusters: readonly CheckedCluster[],
  notes: readonly string[],
  checkedAt: number,
  options: DescribeOptions,
): string {
  const rows = clusters.map((cluster) => rowOf(cluster, checkedAt, options));
  const headings = Object.values(COLUMNS);
  // In formats that consist of rows only, every row says what is missing, so that no part of the list looks complete.
  const note = notes.length === 0 ? undefined : notes.join(' ');
  const noted: readonly (HealthRow | undefined)[] = rows.length === 0 && note !== undefined ? [undefined] : rows;
  const withNote = noted.map((row) => [row, note] as const);
  switch (label) {
    case 'JSON':
      return [
        '{\n  "clusters": [\n',
        rows.map((row) => `    ${jsonOf({ ...NONE, ...defined(row) })}`).join(',\n'),
        `\n  ],\n  "notes": ${jsonOf(notes)}\n}\n`,
      ].join('');
    case 'JSON Lines':
      return withNote.map(([row, note]) => `${jsonOf({ ...NONE, ...defined(row), note: note ?? null })}\n`).join('');
    case 'Markdown':
      return [
        markdownRow(headings),
        markdownRow(headings.map(() => '---')),
        ...rows.map((row) => markdownRow(Object.values(row).map((cell) => markdownCell(cell ?? '')))),
        ...notes.map((note) => `\n> ${markdownCell(note)}\n`),
      ].join('');
    default:
      return [
        csvRecord([...headings, NOTE]),
        ...withNote.map(([row, note]) =>
          csvRecord([...(row === undefined ? headings.map(() => undefined) : Object.values(row)), note]),
        ),
      ].join('');
  }
}

const NONE = Object.fromEntries(Object.keys(COLUMNS).map((name): [string, null] => [name, null]));

function defined(row: HealthRow | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row ?? {}).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

function rowOf(checked: CheckedCluster, checkedAt: number, options: DescribeOptions): HealthRow {
  const { project, health } = checked;
  const { cluster, bucket, last, findings } = health;
  const target = scheduleOf(cluster)?.export ?? undefined;
  return {
    project: project.project.name,
    projectId: project.project.id,
    cluster: cluster.cluster.name,
    state: stateOf(health),
    findings: findings.map(({ code }) => code).join(' '),
    explanation: findings.map((finding) => findingText(finding, checked, options)).join(' '),
    exportBucketId: target?.exportBucketId,
    bucketName: bucket?.bucketName,
    frequency: target?.frequencyType,
    lastSuccess: isoTime(last?.success),
    lastFailure: isoTime(last?.failure?.at),
    failureReason: last?.failure?.reason,
    checked: isoTime(checkedAt),
    credential: project.credential,
  };
}

function isoTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString().replace(/\.\d+/, '');
}
