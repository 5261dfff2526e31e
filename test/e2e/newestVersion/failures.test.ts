import { useProduct } from '../product';
import { testCommands } from './failures/commands';
import { testRows } from './failures/rows';

describe('what fails', () => {
  const product = useProduct({
    credential: ({ world }) => world.credentials.serviceAccount,
    settings: { 'atlasExportBuckets.requestTimeout': 2 },
  });
  testRows(product);
  testCommands(product);
});
