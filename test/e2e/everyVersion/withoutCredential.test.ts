import { useProduct } from '../product';
import { testKeyboard } from './withoutCredential/keyboard';
import { testRemovedCredential } from './withoutCredential/removedCredential';
import { testSignIn } from './withoutCredential/signIn';

describe('without a credential', () => {
  const product = useProduct();
  testKeyboard(product);
  testRemovedCredential(product);
  testSignIn(product);
});
