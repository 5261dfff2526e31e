import { cliApi, cliCreateJob, cliDescribe, curlBearer, curlDigest } from './commandLine';
import { goSdk } from './goSdk';
import { REFERENCE_IDS, type Reference, type ReferenceId, type ReferenceSubject } from './reference';
import { bucketArn, storageUri } from './storage';
import { terraformDataSource, terraformResource, terraformSchedule } from './terraform';

interface Kind {
  readonly language: Reference['language'];
  /** Returns undefined if a bucket has no reference of this kind. */
  readonly write: (subject: ReferenceSubject) => string | undefined;
}

const KINDS: Readonly<Record<ReferenceId, Kind>> = {
  uri: { language: 'plaintext', write: storageUri },
  arn: { language: 'plaintext', write: bucketArn },
  cliDescribe: { language: 'shellscript', write: cliDescribe },
  cliCreateJob: { language: 'shellscript', write: cliCreateJob },
  cliApi: { language: 'shellscript', write: cliApi },
  terraformResource: { language: 'terraform', write: terraformResource },
  terraformDataSource: { language: 'terraform', write: terraformDataSource },
  terraformSchedule: { language: 'terraform', write: terraformSchedule },
  curlBearer: { language: 'shellscript', write: curlBearer },
  curlDigest: { language: 'shellscript', write: curlDigest },
  goSdk: { language: 'go', write: goSdk },
};

/** Returns all references to an export bucket. */
export function references(subject: ReferenceSubject): Reference[] {
  return REFERENCE_IDS.flatMap((id) => {
    const { language, write } = KINDS[id];
    const text = write(subject);
    return text === undefined ? [] : [{ id, language, text }];
  });
}
