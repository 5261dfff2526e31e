import { awsCli, awsPermissionsPolicy, awsTerraformPolicy, awsTerraformRole, awsTrustPolicy } from './awsTexts';
import { azureCli, azureTerraform } from './azure';
import { gcloud, gcpTerraform } from './googleCloud';
import { GRANT_IDS, type Grant, type GrantId, type GrantSubject } from './grant';

interface Kind {
  readonly provider: 'AWS' | 'AZURE' | 'GCP';
  readonly language: Grant['language'];
  /** Returns undefined if Atlas didn't return everything that the text contains. */
  readonly write: (subject: GrantSubject) => string | undefined;
}

const KINDS: Readonly<Record<GrantId, Kind>> = {
  awsTrustPolicy: { provider: 'AWS', language: 'json', write: awsTrustPolicy },
  awsPermissionsPolicy: { provider: 'AWS', language: 'json', write: awsPermissionsPolicy },
  awsCli: { provider: 'AWS', language: 'shellscript', write: awsCli },
  awsTerraformRole: { provider: 'AWS', language: 'terraform', write: awsTerraformRole },
  awsTerraformPolicy: { provider: 'AWS', language: 'terraform', write: awsTerraformPolicy },
  azureCli: { provider: 'AZURE', language: 'shellscript', write: azureCli },
  azureTerraform: { provider: 'AZURE', language: 'terraform', write: azureTerraform },
  gcloud: { provider: 'GCP', language: 'shellscript', write: gcloud },
  gcpTerraform: { provider: 'GCP', language: 'terraform', write: gcpTerraform },
};

export interface Grants {
  readonly grants: readonly Grant[];
  /** The grants that can't be written, because Atlas didn't return everything that they contain. */
  readonly unavailable: readonly GrantId[];
}

/** Returns what the cloud must grant so that Atlas can write to the bucket. Empty for an unknown provider. */
export function grants(subject: GrantSubject): Grants {
  const ids = GRANT_IDS.filter((id) => KINDS[id].provider === subject.bucket.cloudProvider);
  const written = ids.map((id) => ({ id, language: KINDS[id].language, text: KINDS[id].write(subject) }));
  return {
    grants: written.flatMap(({ text, ...grant }) => (text === undefined ? [] : [{ ...grant, text }])),
    unavailable: written.flatMap(({ id, text }) => (text === undefined ? [id] : [])),
  };
}
