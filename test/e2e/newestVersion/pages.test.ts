import { useProduct } from '../product';
import { testExportHealth } from './pages/exportHealth';
import { testOverview } from './pages/overview';

describe('the overview and export health', () => {
  const product = useProduct({ credential: ({ world }) => world.credentials.serviceAccount });
  testOverview(product);
  testExportHealth(product);
});
