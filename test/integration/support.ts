import fetch from 'node-fetch';
import { AtlasClient } from '../../src/atlas/client';
import type { LoggedRequest } from '../../src/atlas/exchange';
import type { Credential } from '../../src/credentials/credential';
import type { Credentials } from '../../src/credentials/credentials';
import type { AtlasSimulator } from '../atlas/simulator';
import type { Credential as SampleCredential } from '../atlas/world';
import { clientOptions } from '../atlas/clientOptions';

/** Credentials without a store, each with a real client. */
export interface SampleCredentials extends Pick<Credentials, 'list' | 'find' | 'clientOf'> {
  readonly requests: LoggedRequest[];
  /** Advances the clients' clock by milliseconds. */
  readonly advance: (milliseconds: number) => void;
}

/** Returns sample credentials with real clients. */
export function sampleCredentials(
  { origin }: Pick<AtlasSimulator, 'origin'>,
  samples: Readonly<Record<string, SampleCredential>>,
): SampleCredentials {
  const requests: LoggedRequest[] = [];
  let ahead = 0;
  const listed = Object.entries(samples).map(([name, { method, id }]): Credential => ({
    id: name,
    name,
    origin,
    method,
    keyId: id,
    source: 'stored',
  }));
  const clients = new Map(
    Object.entries(samples).map(([name, { method, id, secret }]) => [
      name,
      new AtlasClient(
        clientOptions({
          origin,
          keys: { method, id, secret },
          fetch,
          log: { requested: (request) => requests.push(request), deprecated: () => undefined },
          now: () => performance.now() + ahead,
        }),
      ),
    ]),
  );
  return {
    requests,
    advance: (milliseconds) => {
      ahead += milliseconds;
    },
    list: () => listed,
    find: (id) => listed.find((credential) => credential.id === id),
    clientOf: ({ id }) => {
      const client = clients.get(id);
      return client === undefined ? Promise.reject(new Error(`no client ${id}`)) : Promise.resolve(client);
    },
  };
}
