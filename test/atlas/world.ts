import { objectIdSource, seededRandom } from './objectIds';
import { EXAMPLE_PROJECTS, fillSampleWorld, SAMPLE_CREDENTIALS } from './sampleWorld';

/** Atlas's names of the roles that this API uses. */
export type Role =
  'ORG_OWNER' | 'ORG_READ_ONLY' | 'ORG_MEMBER' | 'GROUP_OWNER' | 'GROUP_READ_ONLY' | 'GROUP_BACKUP_MANAGER';

export interface Credential {
  readonly method: 'serviceAccount' | 'apiKey';
  /** Client ID or public key. */
  readonly id: string;
  /** Client secret or private key. */
  readonly secret: string;
  readonly organizationId: string;
}

/** A record in Atlas's JSON format. */
export type Row = Readonly<Record<string, unknown>>;

export interface ExportBucket extends Row {
  readonly _id: string;
  readonly bucketName: string;
  readonly cloudProvider: string;
}

export interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly createDate: string;
  /** Whether Cloud Backup is enabled. True by default. */
  readonly backupEnabled?: boolean;
  /** False by default. A paused cluster takes no snapshots. */
  readonly paused?: boolean;
  /** `REPLICASET` by default. */
  readonly clusterType?: 'REPLICASET' | 'SHARDED' | 'GEOSHARDED';
  /** False by default. A flex cluster isn't listed and has no backup schedule. */
  readonly isFlex?: boolean;
  /** The fields of the backup schedule, except for those of the cluster. */
  readonly schedule: Row;
  /** Snapshot exports, newest first. */
  readonly exports: readonly Row[];
  /** None by default. */
  readonly snapshots?: readonly Row[];
}

export interface CloudProviderAccess {
  awsIamRoles: Row[];
  azureServicePrincipals: Row[];
  gcpServiceAccounts: Row[];
}

export interface Organization {
  readonly id: string;
  readonly name: string;
}

/** A project (the API says "group"). */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string;
  readonly created: string;
  readonly exportBuckets: ExportBucket[];
  readonly access: CloudProviderAccess;
  readonly clusters: Cluster[];
  /** Newest first. */
  readonly events: Row[];
  readonly alertConfigs: Row[];
  /** The error of `totalCount`, which is an estimate in Atlas. */
  countError: number;
}

/**
 * The data of the simulated Atlas: organizations, projects, export buckets, and the roles of credentials. Tests can
 * change it.
 */
export class World {
  readonly organizations: Organization[] = [];
  readonly projects: Project[] = [];
  readonly #random = seededRandom(20_240_530);
  readonly #newId = objectIdSource(this.#random);
  readonly #credentials = new Map<string, Credential>();
  readonly #blocked = new Set<string>();
  /** Credential ID, then organization or project ID. */
  readonly #roles = new Map<string, Map<string, Set<Role>>>();

  constructor(
    /** The credentials of the sample data. */
    readonly credentials = SAMPLE_CREDENTIALS,
    /** IDs of the sample projects for particular cases. */
    readonly examples = EXAMPLE_PROJECTS,
  ) {}

  /** Returns a new ObjectId, by default with a date in the last few years. */
  newId(created: Date = new Date(Date.UTC(2022, 0, 1) + this.#random() * 1500 * 86_400_000)): string {
    return this.#newId(created);
  }

  addCredential(credential: Credential): Credential {
    this.#credentials.set(credential.id, credential);
    return credential;
  }

  removeCredential(id: string): void {
    this.#credentials.delete(id);
    this.#roles.delete(id);
  }

  credential(method: Credential['method'], id: string): Credential | undefined {
    const found = this.#credentials.get(id);
    return found?.method === method ? found : undefined;
  }

  /** Sets whether the API access list blocks a credential's IP address. */
  setBlocked(credentialId: string, blocked: boolean): void {
    if (blocked) {
      this.#blocked.add(credentialId);
    } else {
      this.#blocked.delete(credentialId);
    }
  }

  isBlocked(credentialId: string): boolean {
    return this.#blocked.has(credentialId);
  }

  /** Grants a role on an organization or a project. */
  setRole(credentialId: string, targetId: string, role: Role): void {
    const roles = this.#roles.get(credentialId) ?? new Map<string, Set<Role>>();
    this.#roles.set(credentialId, roles.set(targetId, (roles.get(targetId) ?? new Set<Role>()).add(role)));
  }

  /** Revokes one role. */
  revokeRole(credentialId: string, targetId: string, role: Role): void {
    this.#roles.get(credentialId)?.get(targetId)?.delete(role);
  }

  /** Revokes all roles on an organization or project, or all roles of the credential. */
  revokeRoles(credentialId: string, targetId?: string): void {
    if (targetId === undefined) {
      this.#roles.delete(credentialId);
    } else {
      this.#roles.get(credentialId)?.delete(targetId);
    }
  }

  rolesOn(credentialId: string, targetId: string): ReadonlySet<Role> {
    return this.#roles.get(credentialId)?.get(targetId) ?? new Set();
  }

  organization(id: string): Organization | undefined {
    return this.organizations.find((organization) => organization.id === id);
  }

  addOrganization(name: string, id = this.newId()): Organization {
    const organization = { id, name };
    this.organizations.push(organization);
    return organization;
  }

  project(id: string): Project | undefined {
    return this.projects.find((project) => project.id === id);
  }

  /** Adds a project without buckets. Credentials that can read all projects of the organization can read it. */
  addProject(organizationId: string, name: string, id = this.newId()): Project {
    const project: Project = {
      id,
      name,
      organizationId,
      created: new Date(parseInt(id.slice(0, 8), 16) * 1000).toISOString().replace('.000', ''),
      exportBuckets: [],
      access: { awsIamRoles: [], azureServicePrincipals: [], gcpServiceAccounts: [] },
      clusters: [],
      events: [],
      alertConfigs: [],
      countError: 0,
    };
    this.projects.push(project);
    for (const credential of this.#credentials.keys()) {
      if (this.#readsAllOf(credential, organizationId)) {
        this.setRole(credential, id, 'GROUP_READ_ONLY');
      }
    }
    return project;
  }

  removeProject(id: string): void {
    this.projects.splice(this.projects.indexOf(this.#existing(id)), 1);
  }

  /**
   * Adds an export bucket with these fields. A missing ID, name, provider or provider's field gets a default value.
   * @param index position in the server's order, at the end by default
   * @throws Error if the project doesn't exist
   */
  addExportBucket(projectId: string, raw: Row = {}, index?: number): ExportBucket {
    const { exportBuckets, access } = this.#existing(projectId);
    const base = {
      _id: this.newId(),
      bucketName: `bucket-${exportBuckets.length + 1}`,
      cloudProvider: 'AWS',
      ...raw,
    };
    const bucket = { ...this.#providerFields(base, access), ...base };
    exportBuckets.splice(index ?? exportBuckets.length, 0, bucket);
    return bucket;
  }

  /** Adds many buckets with the same name. */
  addMany(projectId: string, count: number, bucketName = 'test-bucket'): void {
    for (let added = 0; added < count; added += 1) {
      this.addExportBucket(projectId, { bucketName, requirePrivateNetworking: false });
    }
  }

  removeExportBucket(projectId: string, bucketId: string): void {
    const { exportBuckets } = this.#existing(projectId);
    const index = exportBuckets.findIndex((bucket) => bucket._id === bucketId);
    if (index < 0) {
      throw new Error(`no export bucket ${bucketId}`);
    }
    exportBuckets.splice(index, 1);
  }

  /** Returns the projects that `GET /groups` lists: those that the credential can see in its organizations. */
  visibleProjects(credentialId: string): Project[] {
    return this.projects
      .filter(({ organizationId }) => this.rolesOn(credentialId, organizationId).size > 0)
      .filter((project) => this.sees(credentialId, project));
  }

  /** Returns whether a credential can see the project. Reading its contents requires a role in the project. */
  sees(credentialId: string, { id, organizationId }: Project): boolean {
    return this.#readsAllOf(credentialId, organizationId) || this.rolesOn(credentialId, id).size > 0;
  }

  #readsAllOf(credentialId: string, organizationId: string): boolean {
    const roles = this.rolesOn(credentialId, organizationId);
    return roles.has('ORG_READ_ONLY') || roles.has('ORG_OWNER');
  }

  #existing(projectId: string): Project {
    const project = this.project(projectId);
    if (project === undefined) {
      throw new Error(`no project ${projectId}`);
    }
    return project;
  }

  #providerFields({ bucketName, cloudProvider }: Row, access: CloudProviderAccess): Row {
    const created = '2024-02-11T09:30:00Z';
    switch (cloudProvider) {
      case 'AWS': {
        const role = access.awsIamRoles[0] ?? {
          atlasAWSAccountArn: 'arn:aws:iam::299602853325:root',
          atlasAssumedRoleExternalId: this.#uuid(),
          authorizedDate: created,
          createdDate: created,
          iamAssumedRoleArn: 'arn:aws:iam::123456789012:role/atlas-snapshot-export',
          providerName: 'AWS',
          roleId: this.newId(),
        };
        access.awsIamRoles[0] = role;
        return { iamRoleId: role['roleId'] };
      }
      case 'AZURE': {
        const role = access.azureServicePrincipals[0] ?? {
          _id: this.newId(),
          atlasAzureAppId: this.#uuid(),
          createdDate: created,
          lastUpdatedDate: created,
          providerName: 'AZURE',
          servicePrincipalId: this.#uuid(),
          tenantId: this.#uuid(),
        };
        access.azureServicePrincipals[0] = role;
        const serviceUrl = `https://contosobackups.blob.core.windows.net/${String(bucketName)}`;
        return { roleId: role['_id'], serviceUrl, tenantId: role['tenantId'] };
      }
      case 'GCP': {
        const role = access.gcpServiceAccounts[0] ?? {
          createdDate: created,
          gcpServiceAccountForAtlas:
            'mongodb-atlas-a1b2c3d4e5f6g7h8@p-k3j5x9q2m7c4v8b1n6z0t2w4.iam.gserviceaccount.com',
          providerName: 'GCP',
          roleId: this.newId(),
          status: 'COMPLETE',
        };
        access.gcpServiceAccounts[0] = role;
        return { roleId: role['roleId'] };
      }
      default:
        return {};
    }
  }

  #uuid(): string {
    const digits = Array.from({ length: 32 }, () => Math.floor(this.#random() * 16).toString(16)).join('');
    return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5');
  }
}

/**
 * Returns the sample data, which is the same in every run except for the times of exports.
 * @param now two hours after the start of the newest exports
 */
export function sampleWorld(now = new Date()): World {
  const world = new World();
  fillSampleWorld(world, now);
  return world;
}
