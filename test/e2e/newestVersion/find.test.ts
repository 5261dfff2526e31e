import { useProduct } from '../product';
import { testInProject } from './find/inProject';
import { testIncomplete } from './find/incomplete';
import { testLoadAll } from './find/loadAll';
import { testRemembered } from './find/remembered';
import { testSameName } from './find/sameName';

describe('finding an export bucket', () => {
  const product = useProduct({
    credential: ({ world }) => world.credentials.serviceAccount,
    settings: { 'workbench.list.mouseWheelScrollSensitivity': 60 },
  });
  testIncomplete(product);
  testSameName(product);
  testInProject(product);
  testRemembered(product);
  testLoadAll(product);
});
