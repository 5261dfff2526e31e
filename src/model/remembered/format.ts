import * as v from 'valibot';
import { ObjectId } from '../../atlas/fields';
import { isObjectId } from '../../atlas/objectId';
import type { Remembered, RememberedBucket, RememberedProject } from './remembered';

const FORMAT = 'remembered lists of Export Buckets for MongoDB Atlas';
const VERSION = 1;

/** The maximum size of a file in bytes, and the maximum number of export buckets in it. */
export const MAX_BYTES = 15_000_000;
export const MAX_BUCKETS = 100_000;
/** The most bytes around the projects of a file, around the batches of a project, and around a batch. */
const FRAME = 300;
const PROJECT = 4;
const BATCH = 24;
/** An export bucket or project with a longer text is not remembered. Names in Atlas and the clouds are far shorter. */
const LONGEST_TEXT = 1000;

const Text = v.pipe(v.string(), v.maxLength(LONGEST_TEXT));
type EncodedBucket = readonly [id: string, name: string, provider: string, roleId: string, region: string];
/** A check by hand, because tuples of Valibot take several times as long for thousands of export buckets. */
const Buckets = v.custom<readonly EncodedBucket[]>((rows) => Array.isArray(rows) && rows.every(isBucket));
/** Export buckets that were loaded at the same time, which is written once for all of them. */
const Batch = v.strictTuple([v.pipe(v.number(), v.integer(), v.minValue(0)), Buckets]);
const Project = v.strictTuple([ObjectId, Text, v.array(Batch)]);
/** Without a limit of levels, because nothing processes values deeper than these schemas. */
const Json = v.pipe(v.string(), v.parseJson());
const Header = v.object({ format: v.literal(FORMAT), version: v.number(), credential: v.string() });
const Body = v.object({ projects: v.array(Project) });

/** Why a file is ignored. `foreign` means that another key or base URL wrote it. */
export type FileProblem = 'broken' | 'foreign' | 'newer' | 'tooLarge';

export type Decoded = { readonly remembered: Remembered } | { readonly problem: FileProblem };

/**
 * Reads the text of a file.
 * @param credential identifies the credential that the file must be of
 */
export function decode(text: string, credential: string): Decoded {
  const value = v.safeParse(Json, text);
  const header = v.safeParse(Header, value.output);
  if (!header.success) {
    return { problem: 'broken' };
  }
  if (header.output.version !== VERSION) {
    return { problem: 'newer' };
  }
  if (header.output.credential !== credential) {
    return { problem: 'foreign' };
  }
  const body = v.safeParse(Body, value.output);
  return body.success ? { remembered: rememberedOf(body.output) } : { problem: 'broken' };
}

function rememberedOf({ projects }: v.InferOutput<typeof Body>): Remembered {
  return new Map(
    projects.map(([id, name, batches]): [string, RememberedProject] => [
      id,
      {
        id,
        name,
        buckets: batches.flatMap(([readAt, buckets]) =>
          buckets.map(([bucketId, bucketName, provider, roleId, region]) => ({
            id: bucketId,
            name: bucketName,
            provider,
            roleId: roleId === '' ? undefined : roleId,
            region: region === '' ? undefined : region,
            readAt,
          })),
        ),
      },
    ]),
  );
}

/**
 * Writes a file of at most 15 MB and 100,000 export buckets. The projects that were loaded last come first, and those that
 * don't fit are left out.
 * @param credential identifies the credential, without its key
 */
export function encode(remembered: Remembered, credential: string): string {
  const limits = { bytes: MAX_BYTES - FRAME, buckets: MAX_BUCKETS };
  const projects = [...remembered.values()]
    .map((project) => ({ project, readAt: project.buckets.reduce((last, { readAt }) => Math.max(last, readAt), 0) }))
    .sort((a, b) => b.readAt - a.readAt)
    .flatMap(({ project }) => encodeProject(project, limits) ?? []);
  const header = { format: FORMAT, version: VERSION, credential };
  return `${JSON.stringify(header).slice(0, -1)},"projects":[${projects.join(',')}]}\n`;
}

/** What still fits into a file. */
interface Limits {
  bytes: number;
  buckets: number;
}

function isBucket(row: unknown): boolean {
  return Array.isArray(row) && row.length === 5 && isObjectId(row[0]) && row.every(isText);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}

/** Returns a project with the export buckets that fit; undefined if not even its name does. */
function encodeProject({ id, name, buckets }: RememberedProject, limits: Limits): string | undefined {
  const start = `[${JSON.stringify(id)},${JSON.stringify(name)},[`;
  if (name.length > LONGEST_TEXT || !takes(Buffer.byteLength(start) + PROJECT, limits)) {
    return undefined;
  }
  const batches = new Map<number, string[]>();
  for (const bucket of buckets) {
    const text = encodeBucket(bucket);
    if (text === undefined) {
      continue;
    }
    const batch = batches.get(bucket.readAt) ?? [];
    if (limits.buckets === 0 || !takes(Buffer.byteLength(text) + (batch.length === 0 ? BATCH : 1), limits)) {
      break;
    }
    limits.buckets -= 1;
    batch.push(text);
    batches.set(bucket.readAt, batch);
  }
  return `${start}${[...batches].map(([readAt, all]) => `[${readAt},[${all.join(',')}]]`).join(',')}]]`;
}

function encodeBucket({ id, name, provider, roleId = '', region = '' }: RememberedBucket): string | undefined {
  const texts = [name, provider, roleId, region];
  return texts.some((text) => text.length > LONGEST_TEXT) ? undefined : JSON.stringify([id, ...texts]);
}

/** Subtracts bytes from what fits. Returns whether they fit. */
function takes(bytes: number, limits: Limits): boolean {
  limits.bytes -= bytes;
  return limits.bytes >= 0;
}
