import { expect, test } from 'vitest';
import { paymentMethodsIn } from '../../src/domain/payment-method.ts';

test.each([
  ['Pay by credit card and save 10%', ['Credit Card']],
  ['Buy now, pay later on a sofa', ['Buy Now Pay Later']],
  ['BNPL', ['Buy Now Pay Later']],
  ['Earn 5% cashback or 5% cash back', []],
  ['Pay in cash or by bank transfer', ['Bank Transfer', 'Cash']],
  ['A discredit card game', []],
])('%s names %j', (text, methods) => {
  expect(paymentMethodsIn(text)).toEqual(methods);
});
