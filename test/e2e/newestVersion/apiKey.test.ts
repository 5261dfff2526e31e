import { useProduct } from '../product';
import { testArrange } from './apiKey/arrange';
import { testSaveList } from './apiKey/saveList';
import { testWrongBaseUrl } from './apiKey/wrongBaseUrl';

describe('with an API key from the environment', () => {
  const product = useProduct({ credential: ({ world }) => world.credentials.apiKey });
  testSaveList(product);
  testArrange(product);
  testWrongBaseUrl(product);
});
