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

type HealthRow = Readonly<Record<string, string | undefined>>;

/** The only row of an empty list with a note. */
const EMPTY_ROW: HealthRow = Object.fromEntries(Object.keys(COLUMNS).map((name) => [name, undefined]));

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
  const notedRows = rows.length === 0 && note !== undefined ? [EMPTY_ROW] : rows;
  switch (label) {
    case 'JSON':
      return [
        '{\n  "clusters": [\n',
        rows.map((row) => `    ${jsonOf(withNulls(row))}`).join(',\n'),
        `\n  ],\n  "notes": ${jsonOf(notes)}\n}\n`,
      ].join('');
    case 'JSON Lines':
      return notedRows.map((row) => `${jsonOf(withNulls({ ...row, note }))}\n`).join('');
    case 'Markdown':
      return [
        markdownRow(headings),
        markdownRow(headings.map(() => '---')),
        ...rows.map((row) => markdownRow(Object.values(row).map((cell) => markdownCell(cell ?? '')))),
        ...notes.map((one) => `\n> ${markdownCell(one)}\n`),
      ].join('');
    default:
      return [csvRecord([...headings, NOTE]), ...notedRows.map((row) => csvRecord([...Object.values(row), note]))].join(
        '',
      );
  }
}

/** Returns the members of a JSON object, which all rows have. */
function withNulls(row: HealthRow): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? null]));
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
  } satisfies Record<keyof typeof COLUMNS, string | undefined>;
}

function isoTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString().replace(/\.\d+/, '');
}
