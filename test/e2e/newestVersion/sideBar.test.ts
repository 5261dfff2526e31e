import { useProduct } from '../product';
import { testGestures } from './sideBar/gestures';
import { testNarrow } from './sideBar/narrow';

describe('the side bar', () => {
  const product = useProduct({
    credential: ({ world }) => world.credentials.serviceAccount,
    // A bucket that is remembered is found without a search.
    settings: { 'atlasExportBuckets.rememberLists': false },
  });
  testGestures(product);
  testNarrow(product);
});
