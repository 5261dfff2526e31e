import assert from 'node:assert/strict';
import * as v from 'valibot';
import { ExportBucketSchema } from '../../../src/atlas/models';
import type { Credential } from '../../../src/credentials/credential';
import { BucketFindings } from '../../../src/details/bucketFindings';
import { BucketDetails } from '../../../src/details/bucketDetails';
import type { DetailsTarget } from '../../../src/details/detailsTarget';
import type { Block, PageMessage, SectionId } from '../../../src/details/protocol';
import { ExportsStore } from '../../../src/exports/health/exportsStore';
import { ProjectCache } from '../../../src/details/projectCache';
import type { AtlasSimulator } from '../../atlas/simulator';
import { KEYS, PROJECTS, until, type TestClient } from '../client/support';
import { ENGLISH } from '../text/translate';

export const LANGUAGE = ENGLISH;

/** Returns a target for a bucket of an example project. */
export function targetIn({ world }: AtlasSimulator, key: keyof typeof PROJECTS, bucketName: string): DetailsTarget {
  const project = world.project(PROJECTS[key]);
  const row = project?.exportBuckets.find((bucket) => bucket.bucketName === bucketName);
  assert.ok(project && row);
  return {
    credentialId: 'c',
    project: { id: project.id, name: project.name, orgId: project.organizationId },
    bucket: v.parse(ExportBucketSchema, row),
  };
}

export interface OpenDetails {
  readonly details: BucketDetails;
  readonly messages: readonly PageMessage[];
  readonly failures: readonly unknown[];
  /** Returns the texts of a section, line by line. */
  readonly shown: (id: SectionId) => string;
  readonly settled: () => Promise<void>;
}

interface DetailsOptions {
  readonly cache?: ProjectCache;
  /** Undefined if it was removed. */
  readonly credential?: Credential | undefined;
  readonly findings?: BucketFindings;
}

/** Creates the details of a bucket, and records the messages to its page. */
export function detailsOf(
  { origin }: AtlasSimulator,
  { client }: Pick<TestClient, 'client'>,
  target: DetailsTarget,
  options: DetailsOptions = {},
): OpenDetails {
  const messages: PageMessage[] = [];
  const failures: unknown[] = [];
  const credential = 'credential' in options ? options.credential : credentialOf(origin);
  const details = new BucketDetails({
    target,
    credentials: { find: () => credential, clientOf: () => Promise.resolve(client) },
    cache: options.cache ?? new ProjectCache(new ExportsStore()),
    language: LANGUAGE,
    findings: options.findings ?? new BucketFindings(),
    chosenSnippets: () => [],
    publish: (message) => {
      messages.push(structuredClone(message));
    },
    report: (failure) => failures.push(failure),
  });
  const shown = (id: SectionId): string =>
    (details.page().sections.find((section) => section.id === id)?.blocks ?? []).map(textOf).join('\n');
  return {
    details,
    messages,
    failures,
    shown,
    settled: () => until(() => details.page().sections.every(({ busy }) => !busy)),
  };
}

function credentialOf(origin: string): Credential {
  const { method, id } = KEYS.serviceAccount;
  return { id: 'c', name: 'Contoso', origin, method, keyId: id, source: 'stored' };
}

/** Returns a block as text. */
export function textOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.text;
    case 'notice':
      return [`[${block.tone}] ${block.title}: ${block.text}`, ...block.buttons.map(({ title }) => `(${title})`)].join(
        '\n',
      );
    case 'properties':
      return block.properties
        .map(({ label, value }) => `${label}: ${value.text}${value.note === undefined ? '' : ` (${value.note})`}`)
        .join('\n');
    case 'table':
      return [block.columns, ...block.rows.map((row) => row.map(({ text }) => text))]
        .map((cells) => cells.join(' | '))
        .join('\n');
    case 'progress':
      return `${block.label} ${block.done}/${block.total ?? '?'}`;
    case 'buttons':
      return block.buttons.map(({ title }) => `(${title})`).join('\n');
    case 'snippets':
      return block.snippets.map(({ title, value }) => `${title}: ${value.text}`).join('\n');
  }
}
