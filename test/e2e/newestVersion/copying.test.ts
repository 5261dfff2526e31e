import { useProduct } from '../product';
import { testCopyAndOpen } from './copying/copyAndOpen';
import { testCopyAs } from './copying/copyAs';
import { testDragRows } from './copying/dragRows';
import { testLinks } from './copying/links';
import { testRawResponse } from './copying/rawResponse';

describe('copying and opening', () => {
  const product = useProduct({ credential: ({ world }) => world.credentials.serviceAccount });
  testRawResponse(product);
  testLinks(product);
  testCopyAndOpen(product);
  testCopyAs(product);
  testDragRows(product);
});
