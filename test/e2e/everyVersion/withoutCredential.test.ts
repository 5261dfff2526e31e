import { useProduct } from '../product';
import { testRemovedCredential } from './withoutCredential/removedCredential';
import { testSignIn } from './withoutCredential/signIn';

describe('without a credential', () => {
  const product = useProduct();
  testRemovedCredential(product);
  testSignIn(product);
});
