import type { Block } from '../blocks/block';
import { grouped } from '../../model/grouped';
import { keyOf, type BlockReader } from './blockReader';
import type { Finding } from './finding';
import { isPlain, operatorSpecs, type Schedule } from './schedules';

const FREQUENCY = /^(?:hourly|daily|weekly|monthly|yearly)$/i;
const POLICY_ITEM = /^policy_item_(\w+)$/;

/** Returns an export whose frequency has no policy item, so that there is no snapshot to export. */
export function policyFinding(
  reader: BlockReader,
  schedule: Schedule,
  exported: Block,
  policies: OperatorPolicies,
): Finding | undefined {
  const frequency = reader.literal(exported, schedule.names.frequency);
  if (frequency === undefined || !FREQUENCY.test(frequency.value)) {
    return undefined;
  }
  const items = frequenciesOf(reader, schedule, exported, policies);
  const wanted = frequency.value.toLowerCase();
  // A schedule without any policy item keeps the policy that Atlas has.
  return items === undefined || items.length === 0 || items.includes(wanted)
    ? undefined
    : {
        code: 'export-without-policy-item',
        frequency: wanted,
        start: frequency.valueStart,
        end: frequency.valueEnd,
      };
}

/** Returns the frequencies of the policy items of a schedule; undefined if one of them isn't in the file. */
function frequenciesOf(
  reader: BlockReader,
  { block, tool, names }: Schedule,
  exported: Block,
  policies: OperatorPolicies,
): string[] | undefined {
  switch (tool) {
    case 'terraform': {
      const items = reader.childrenOf(block).flatMap(({ header }) => POLICY_ITEM.exec(keyOf(header) ?? '')?.[1] ?? []);
      return reader.mentions(block, /\bpolicy_item_/g) === items.length ? items : undefined;
    }
    case 'cloudFormation': {
      // The blocks of a list have no name of their own, so all parts except the export are searched.
      const parts = reader.childrenOf(block).filter((part) => part !== exported);
      return literals(reader, parts, names.frequency);
    }
    case 'operator': {
      const spec = policies.of(block);
      return spec === undefined ? undefined : literals(reader, [spec], names.frequency);
    }
  }
}

/** Returns all values of a key in some blocks, in lower case; undefined if one of them isn't a literal. */
function literals(reader: BlockReader, blocks: readonly Block[], key: string): string[] | undefined {
  const mentions = blocks.reduce((sum, block) => sum + reader.mentions(block, new RegExp(`\\b${key}\\b`, 'gi')), 0);
  const values: string[] = [];
  const pending = [...blocks];
  for (let block = pending.pop(); block !== undefined; block = pending.pop()) {
    const entry = reader.literal(block, key);
    if (entry !== undefined) {
      values.push(entry.value.toLowerCase());
    }
    pending.push(...reader.childrenOf(block));
  }
  return values.length === mentions ? values : undefined;
}

/** Finds the policies of the Kubernetes Operator in a file, which schedules refer to. */
export class OperatorPolicies {
  #byName: ReadonlyMap<string | undefined, ReturnType<typeof operatorSpecs>> | undefined;

  constructor(private readonly reader: BlockReader) {}

  /** Returns the policy of a schedule, if it is the only one of its name in the file. */
  of(schedule: Block): Block | undefined {
    const { reader } = this;
    const [reference, ...others] = reader.childrenNamed(schedule, 'policy');
    const name = reference === undefined ? undefined : reader.literal(reference, 'name');
    if (reference === undefined || name === undefined || others.length > 0) {
      return undefined;
    }
    const namespace = reader.literal(reference, 'namespace')?.value ?? metadataOf(reader, schedule.parent, 'namespace');
    this.#byName ??= grouped(operatorSpecs(reader, 'AtlasBackupPolicy'), ({ resource }) =>
      metadataOf(reader, resource, 'name'),
    );
    const [only, ...namesakes] = this.#byName.get(name.value) ?? [];
    const isIt =
      only !== undefined &&
      namesakes.length === 0 &&
      metadataOf(reader, only.resource, 'namespace') === namespace &&
      isPlain(reader, only.block);
    return isIt ? only.block : undefined;
  }
}

function metadataOf(reader: BlockReader, resource: Block | undefined, key: string): string | undefined {
  const [metadata] = resource === undefined ? [] : reader.childrenNamed(resource, 'metadata');
  return metadata === undefined ? undefined : reader.literal(metadata, key)?.value;
}
