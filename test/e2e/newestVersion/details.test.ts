import { useProduct } from '../product';
import { testAccessibility } from './details/accessibility';
import { testContent } from './details/content';
import { testGrants } from './details/grants';
import { testRoles } from './details/roles';
import { testSections } from './details/sections';

describe('the details', () => {
  const product = useProduct({ credential: ({ world }) => world.credentials.serviceAccount });
  testSections(product);
  testContent(product);
  testGrants(product);
  testRoles(product);
  testAccessibility(product);
});
