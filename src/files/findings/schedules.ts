import type { Block } from '../blocks/block';
import type { BlockReader } from './blockReader';

/** A backup schedule in a file, with the names that its tool has for its parts. */
export interface Schedule {
  /** The block that contains the export. */
  readonly block: Block;
  readonly tool: 'terraform' | 'cloudFormation' | 'operator';
  readonly names: ScheduleNames;
}

interface ScheduleNames {
  readonly flag: string;
  readonly export: string;
  readonly frequency: string;
  /** A key that each whole schedule has. A file without it may be a patch or an override of another one. */
  readonly required: string;
}

const NAMES: Readonly<Record<Schedule['tool'], ScheduleNames>> = {
  terraform: {
    flag: 'auto_export_enabled',
    export: 'export',
    frequency: 'frequency_type',
    required: 'cluster_name',
  },
  cloudFormation: {
    flag: 'AutoExportEnabled',
    export: 'Export',
    frequency: 'FrequencyType',
    required: 'ClusterName',
  },
  operator: {
    flag: 'autoExportEnabled',
    export: 'export',
    frequency: 'frequencyType',
    required: 'policy',
  },
};

const TERRAFORM = /^resource\s+"mongodbatlas_cloud_backup_schedule"/;
const CLOUD_FORMATION = /MongoDB::Atlas::CloudBackupSchedule\b/g;
const OPERATOR = /\bAtlasBackup(?:Schedule|Policy)\b/g;

/** What can add or remove parts of a block when the file is used. */
const OPAQUE = /\bfor_each\b|\bdynamic\b|<<:|\{\{|Fn::(?:If|Transform|ForEach)|!(?:If|Transform)\b|\$patch/g;

/** Returns whether a block has all of its parts as they are written. */
export function isPlain(reader: BlockReader, block: Block): boolean {
  return reader.mentions(block, OPAQUE) === 0;
}

/** Returns the backup schedules of a file that are written as a whole. */
export function schedulesIn(reader: BlockReader): Schedule[] {
  const { file } = reader;
  const found: Omit<Schedule, 'names'>[] =
    file.syntax === 'hcl'
      ? file.blocks.filter(({ header }) => TERRAFORM.test(header)).map((block) => ({ block, tool: 'terraform' }))
      : file.syntax === 'json' || file.syntax === 'yaml'
        ? [
            ...resources(reader, CLOUD_FORMATION, 'Type', 'MongoDB::Atlas::CloudBackupSchedule', 'Properties').map(
              (block) => ({ block, tool: 'cloudFormation' as const }),
            ),
            ...operatorSpecs(reader, 'AtlasBackupSchedule').map(({ block }) => ({ block, tool: 'operator' as const })),
          ]
        : [];
  return found
    .map((schedule) => ({ ...schedule, names: NAMES[schedule.tool] }))
    .filter(
      ({ block, names }) =>
        isPlain(reader, block) && reader.mentions(block, new RegExp(`\\b${names.required}\\b`, 'g')) > 0,
    );
}

/** Returns the `spec` of each resource of the Kubernetes Operator of a kind. */
export function operatorSpecs(
  reader: BlockReader,
  kind: string,
): readonly { readonly block: Block; readonly resource: Block }[] {
  return resources(reader, OPERATOR, 'kind', kind, 'spec').flatMap((block) => {
    const resource = block.parent;
    const version = resource === undefined ? undefined : reader.literal(resource, 'apiVersion');
    return resource !== undefined && version?.value.startsWith('atlas.mongodb.com/') === true
      ? [{ block, resource }]
      : [];
  });
}

/** Returns the only block of a name in each block that has a type. */
function resources(reader: BlockReader, pattern: RegExp, key: string, type: string, part: string): Block[] {
  const blocks = new Set(reader.offsetsOf(pattern).map((offset) => reader.file.blockAt(offset)));
  return [...blocks].flatMap((block) => {
    const isOfType = reader.literal(block, key)?.value === type;
    const [only, ...others] = isOfType ? reader.childrenNamed(block, part) : [];
    return only === undefined || others.length > 0 ? [] : [only];
  });
}
